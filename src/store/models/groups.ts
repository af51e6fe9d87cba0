import { TEXT, TEXT_KEY } from './fields.ts'

export const courseGroups = { courseId: TEXT_KEY, id: TEXT_KEY, name: TEXT }

export const groupMembers = { courseId: TEXT_KEY, groupId: TEXT_KEY, personId: TEXT_KEY }
