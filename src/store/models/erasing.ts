import { INTEGER, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const erasedCredentials = { id: TEXT_KEY, statusListId: TEXT, statusIndex: INTEGER, erasedAt: TEXT }

export const erasedLinks = { tokenHash: TEXT_KEY }

export const erasures = { courseId: TEXT_KEY, number: INTEGER }

export const scoreRemovals = {
  id: TEXT_KEY,
  courseId: TEXT,
  level: TEXT_OR_NULL,
  activityId: TEXT_OR_NULL,
  sub: TEXT,
  postedAt: TEXT,
  askedAt: TEXT,
  refusedAt: TEXT_OR_NULL,
}
