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
  'POST /about-me/mail': EVERYBODY,
  'POST /new-address': LEARNERS,
  'GET /check-in': LEARNERS,
  'POST /check-in': LEARNERS,
  'GET /checkpoint': LEARNERS,
  'GET /coursework': LEARNERS,
  'POST /coursework': LEARNERS,
  'GET /files/:fileId': EVERYBODY,
  'GET /evidence': LEARNERS,
  'POST /evidence': LEARNERS,
  'POST /evidence/time': LEARNERS,
  'POST /evidence/:evidenceId/share': LEARNERS,
  'GET /share/:credentialId': LEARNERS,
  'GET /publish/:credentialId': LEARNERS,
  'POST /publish/:credentialId': LEARNERS,
  'GET /publish/:credentialId/preview': LEARNERS,
  'POST /publish/:credentialId/back': LEARNERS,
  'GET /notices': EVERYBODY,
  'POST /notices': EVERYBODY,
  'POST /notices/:noticeId': EVERYBODY,
  'GET /review': STAFF,
  'GET /learners/:personId': STAFF,
  'POST /learners/:personId/confirmations': STAFF,
  'POST /learners/:personId/equivalent': STAFF,
  'POST /learners/:personId/equivalent/take-back': STAFF,
  'GET /registers/:activityId': STAFF,
  'POST /registers/:activityId': STAFF,
  'GET /registers/:activityId/session': STAFF,
  'POST /registers/:activityId/session': STAFF,
  'POST /registers/:activityId/code': STAFF,
  'GET /registers/:activityId/screen': STAFF,
  'GET /statements/:statementId': STAFF,
  'POST /statements/:statementId': STAFF,
  'POST /confirmations': STAFF,
  'POST /learners/:personId/work/:submissionId': STAFF,
  'GET /work': STAFF,
  'GET /work/:activityId': STAFF,
  'POST /work/:activityId': STAFF,
  'GET /reviews': STAFF,
  'GET /reviews/evidence/:evidenceId': STAFF,
  'POST /reviews/evidence/:evidenceId': STAFF,
  'GET /reviews/time/:extensionId': STAFF,
  'POST /reviews/time/:extensionId': STAFF,
  'POST /learners/:personId/undo/:level': STAFF,
  'GET /proposals': STAFF,
  'GET /flagged': STAFF,
  'GET /reissue': STAFF,
  'POST /reissue': STAFF,
  'POST /decisions': STAFF,
  'POST /decisions/confirmed': STAFF,
  'GET /activities': STAFF,
  'POST /activities': STAFF,
  'POST /activities/removed': STAFF,
  'POST /columns': STAFF,
  'GET /columns/:activityId': STAFF,
  'POST /columns/:activityId': STAFF,
  'GET /moodle': STAFF,
  'POST /moodle': STAFF,
  'GET /checkpoints/:activityId': STAFF,
  'POST /checkpoints/:activityId': STAFF,
  'GET /imports': STAFF,
  'POST /imports': STAFF,
  'GET /imports/:importId': STAFF,
  'POST /imports/:importId/settings': STAFF,
  'POST /imports/:importId/sheet': STAFF,
  'POST /imports/:importId/choices': STAFF,
  'POST /imports/:importId/apply': STAFF,
  'POST /imports/:importId/undo': STAFF,
  'GET /progress.csv': STAFF,
  'GET /progress.xlsx': STAFF,
  'GET /criteria': STAFF,
  'POST /criteria': EDITORS,
  'POST /criteria/draft': EDITORS,
  'POST /criteria/preview': EDITORS,
  'GET /criteria/versions/:version': STAFF,
  'GET /criteria/export': STAFF,
  'POST /criteria/import': EDITORS,
  'GET /criteria/copy': ADMINISTRATORS,
  'POST /criteria/copy': ADMINISTRATORS,
  'GET /settings': ADMINISTRATORS,
  'POST /settings': ADMINISTRATORS,
  'POST /settings/defaults': ADMINISTRATORS,
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
