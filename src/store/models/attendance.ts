import { INTEGER, MILLISECONDS, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const checkInSessions = {
  courseId: TEXT_KEY,
  activityId: TEXT_KEY,
  opensAt: TEXT_OR_NULL,
  closesAt: TEXT_OR_NULL,
  code: TEXT_OR_NULL,
  address: TEXT_OR_NULL,
}

export const codeTries = { activityId: TEXT_KEY, personId: TEXT_KEY, tries: INTEGER, since: MILLISECONDS }
