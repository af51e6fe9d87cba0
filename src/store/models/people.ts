import { BOOLEAN, JSON_TEXT, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const platforms = {
  id: TEXT_KEY,
  name: TEXT,
  status: TEXT,
  issuer: TEXT,
  clientId: TEXT,
  authUrl: TEXT,
  tokenUrl: TEXT,
  jwksUrl: TEXT,
  tokenAudience: TEXT_OR_NULL,
  family: TEXT_OR_NULL,
  deploymentIds: JSON_TEXT,
}

export const platformChanges = { platformId: TEXT_KEY, addresses: JSON_TEXT }

export const issuers = {
  id: TEXT_KEY,
  name: TEXT,
  url: TEXT,
  email: TEXT_OR_NULL,
  description: TEXT_OR_NULL,
  logo: TEXT_OR_NULL,
  colour: TEXT_OR_NULL,
  savedAt: TEXT_OR_NULL,
}

export const courses = {
  id: TEXT_KEY,
  platformId: TEXT,
  deploymentId: TEXT,
  contextId: TEXT,
  label: TEXT_OR_NULL,
  title: TEXT,
  endsAt: TEXT_OR_NULL,
  membershipsUrl: TEXT_OR_NULL,
  lineItemsUrl: TEXT_OR_NULL,
  groupsUrl: TEXT_OR_NULL,
  scopes: JSON_TEXT,
  issuerId: TEXT,
  guid: TEXT_OR_NULL,
}

export const people = {
  id: TEXT_KEY,
  platformId: TEXT,
  sub: TEXT,
  name: TEXT_OR_NULL,
  email: TEXT_OR_NULL,
  sourcedId: TEXT_OR_NULL,
  /** The name without case and accents, to search and sort by. */
  foldedName: TEXT_OR_NULL,
  /** When what is known of this person was erased. */
  erasedAt: TEXT_OR_NULL,
}

export const enrolments = {
  courseId: TEXT_KEY,
  personId: TEXT_KEY,
  role: TEXT,
  active: BOOLEAN,
  /** What the roster last said. */
  rosterRole: TEXT_OR_NULL,
  /** When this person last launched as staff. */
  staffAt: TEXT_OR_NULL,
  /** When `active` last changed, and when they last left. */
  since: TEXT_OR_NULL,
  leftAt: TEXT_OR_NULL,
}
