import type { CourseRole } from '../app/model.ts'

const EVERYBODY: readonly CourseRole[] = ['learner', 'tutor', 'administrator']
const LEARNERS: readonly CourseRole[] = ['learner']
const STAFF: readonly CourseRole[] = ['tutor', 'administrator']
const ADMINISTRATORS: readonly CourseRole[] = ['administrator']
/** Those who may under some settings of a course; whether these do is for the product to say (`app/policy.ts`). */
const EDITORS = STAFF

/** Who may ask for what within a session: every route under `/s/{id}` is in this table, or the tool does not start. */
export const POLICY = {
  'GET /': EVERYBODY,
  'POST /refresh': EVERYBODY,
  'GET /refresh': EVERYBODY,
  'GET /help': EVERYBODY,
  'GET /about-me': EVERYBODY,
  'GET /about-me.json': EVERYBODY,
  'GET /check-in': LEARNERS,
  'POST /check-in': LEARNERS,
  'GET /coursework': LEARNERS,
  'POST /coursework': LEARNERS,
  'GET /evidence': LEARNERS,
  'POST /evidence': LEARNERS,
  'GET /review': STAFF,
  'GET /learners/:personId': STAFF,
  'POST /learners/:personId/undo/:level': STAFF,
  'GET /proposals': STAFF,
  'GET /flagged': STAFF,
  'POST /decisions': STAFF,
  'POST /decisions/confirmed': STAFF,
  'POST /learners/:personId/evidence/:evidenceId': STAFF,
  'GET /activities': STAFF,
  'POST /activities': STAFF,
  'POST /columns': STAFF,
  'GET /criteria': STAFF,
  'POST /criteria': EDITORS,
  'POST /copy': ADMINISTRATORS,
  'POST /copy/later': STAFF,
  'GET /audit': ADMINISTRATORS,
  'GET /audit.csv': ADMINISTRATORS,
  'GET /platform': ADMINISTRATORS,
  'POST /platform': ADMINISTRATORS,
  'GET /deep-link': STAFF,
  'POST /deep-link': STAFF,
} as const satisfies Readonly<Record<string, readonly CourseRole[]>>

export type Route = keyof typeof POLICY

/** What a launch that names nobody may see: nothing can be done, and nobody's own pages shown. */
const WITHOUT_NAME: readonly Route[] = ['GET /', 'GET /help']

export const needsName = (route: Route) => !WITHOUT_NAME.includes(route)

export function mayUse(role: CourseRole, route: Route): boolean {
  return (POLICY[route] as readonly CourseRole[]).includes(role)
}
