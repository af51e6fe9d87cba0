import { TEXT, TEXT_KEY, TEXT_OR_NULL } from './fields.ts'

export const postedScores = {
  activityId: TEXT_KEY,
  personId: TEXT_KEY,
  postedAt: TEXT,
  clearedAt: TEXT_OR_NULL,
}
