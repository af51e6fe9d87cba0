import { plain } from './moodle.ts'
import type { Behaviour } from './types.ts'

export const sakai: Behaviour = {
  ...plain,
  name: 'sakai',
  family: 'sakai',
  version: '23.4',
  loginMethod: 'GET',
  exactMediaTypes: false,
  replyType: () => 'application/json; charset=utf-8',
  // The roles of a site, as they are called there.
  rosterRoles: {
    Learner: 'access',
    Instructor: 'maintain',
    TeachingAssistant: 'Teaching Assistant',
    Administrator: 'maintain',
    Mentor: 'Mentor',
    TestUser: 'TestUser',
  },
  unknownUser: { status: 404, body: 'User not found in this site' },
}
