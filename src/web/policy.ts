import type { CourseRole } from '../app/model.ts'

const EVERYBODY: readonly CourseRole[] = ['learner', 'tutor', 'administrator']
const LEARNERS: readonly CourseRole[] = ['learner']
const STAFF: readonly CourseRole[] = ['tutor', 'administrator']
const ADMINISTRATORS: readonly CourseRole[] = ['administrator']

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
  'POST /learners/:personId/award': STAFF,
  'POST /learners/:personId/withdraw': STAFF,
  'POST /learners/:personId/evidence/:evidenceId': STAFF,
  'GET /activities': STAFF,
  'POST /activities': STAFF,
  'POST /columns': STAFF,
  'GET /criteria': STAFF,
  // Of tutors those whom the course's settings let: see `app/criteria/editor.ts`.
  'POST /criteria': STAFF,
  'POST /criteria/draft': STAFF,
  'POST /criteria/preview': STAFF,
  'GET /criteria/versions/:version': STAFF,
  'GET /criteria/export': STAFF,
  'POST /criteria/import': STAFF,
  'GET /criteria/copy': ADMINISTRATORS,
  'POST /criteria/copy': ADMINISTRATORS,
  'GET /settings': ADMINISTRATORS,
  'POST /settings': ADMINISTRATORS,
  'POST /settings/defaults': ADMINISTRATORS,
  'POST /copy': ADMINISTRATORS,
  'POST /copy/later': STAFF,
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
