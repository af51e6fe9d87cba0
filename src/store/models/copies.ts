import { BOOLEAN, TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const courseCopies = {
  courseId: TEXT_KEY,
  originId: TEXT,
  how: TEXT,
  vouched: BOOLEAN,
  foundAt: TEXT,
  decision: TEXT_OR_NULL,
  decidedBy: TEXT_OR_NULL,
  decidedAt: TEXT_OR_NULL,
}

export const copiedActivities = { courseId: TEXT_KEY, originActivityId: TEXT_KEY, activityId: TEXT }

export const activityLinks = { courseId: TEXT_KEY, linkId: TEXT_KEY, activityId: TEXT }
