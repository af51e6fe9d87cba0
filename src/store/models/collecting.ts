import { BOOLEAN, INTEGER, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const collections = {
  personId: TEXT_KEY,
  title: TEXT,
  introduction: TEXT_OR_NULL,
  listed: BOOLEAN,
  showName: BOOLEAN,
  savedAt: TEXT,
}

export const collectionItems = { personId: TEXT_KEY, credentialId: TEXT_KEY, position: INTEGER }

export const collectionAddresses = { address: TEXT_KEY, personId: TEXT, madeAt: TEXT, endedAt: TEXT_OR_NULL }
