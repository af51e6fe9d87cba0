import { BOOLEAN, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const publications = {
  credentialId: TEXT_KEY,
  state: TEXT,
  publishedAt: TEXT_OR_NULL,
  showName: BOOLEAN,
  showEvidence: BOOLEAN,
}
