import { BOOLEAN, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const publications = {
  credentialId: TEXT_KEY,
  state: TEXT,
  publishedAt: TEXT_OR_NULL,
  showName: BOOLEAN,
  showEvidence: BOOLEAN,
}

export const shareLinks = {
  id: TEXT_KEY,
  token: TEXT_OR_NULL,
  tokenHash: TEXT,
  credentialId: TEXT,
  name: TEXT_OR_NULL,
  showName: BOOLEAN,
  showEvidence: BOOLEAN,
  madeAt: TEXT,
  endsAt: TEXT_OR_NULL,
  openedAt: TEXT_OR_NULL,
  endedAt: TEXT_OR_NULL,
}
