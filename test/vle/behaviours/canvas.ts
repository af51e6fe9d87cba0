import { plain } from './moodle.ts'
import type { Behaviour } from './types.ts'

/** The hidden frame of a Canvas page that keeps data for tools (LTI platform storage). */
export const STORAGE_FRAME = 'post_message_forwarding'

export const canvas: Behaviour = {
  ...plain,
  name: 'canvas',
  family: 'canvas',
  version: 'cloud',
  configurationNeedsToken: true,
  deploymentAtRegistration: false,
  storageTarget: STORAGE_FRAME,
  // A storage flow comes back by a script of the tool's, which a Lax cookie would not follow.
  sessionCookie: 'SameSite=None; Secure',
  exactMediaTypes: false,
  replyType: () => 'application/json; charset=utf-8',
  numericIds: true,
  submissions: true,
  ignoresUngraded: true,
  mostAttempts: 2,
  reviewNamesCourse: true,
  encodesTargetTwice: true,
  tellsHistory: true,
  unknownUser: {
    status: 422,
    body: {
      errors: { type: 'unprocessable_entity', message: 'User not found in course or is not a student' },
    },
  },
  lineItemExtras: (_column, link) =>
    link
      ? {
          'https://canvas.instructure.com/lti/submission_type': {
            type: 'external_tool',
            external_tool_url: link.url,
          },
        }
      : {},
  decorate(claims, { tool, link, course }) {
    claims['https://www.instructure.com/placement'] = link ? 'assignment_selection' : 'link_selection'
    claims['https://www.instructure.com/lti_tool_id'] = tool.id
    claims['https://www.instructure.com/course_id'] = course.id
    // Canvas mirrors the client id as the authorised party.
    claims.azp = tool.clientId
  },
}
