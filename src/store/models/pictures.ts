import { BOOLEAN, TEXT, TEXT_KEY } from './fields.ts'

export const pictures = {
  owner: TEXT_KEY,
  hash: TEXT_KEY,
  type: TEXT,
  bytes: TEXT,
  madeAt: TEXT,
  kept: BOOLEAN,
}

export const platformIssuers = { platformId: TEXT_KEY, issuerId: TEXT }
