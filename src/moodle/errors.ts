/** Why Moodle did not answer as asked; stable. */
export type MoodleFault =
  /** The token is wrong, has expired, or may not be used from this address. */
  | 'moodle_token_invalid'
  /** The function is not in the token's service, or its user may not use it. */
  | 'moodle_function_refused'
  /** The token's user may not enter the course. */
  | 'moodle_course_closed'
  /** The token's user lacks a capability. */
  | 'moodle_permission_missing'
  /** Web services, the REST protocol or the service are switched off. */
  | 'moodle_service_off'
  /** No such course, or nobody of that id in it. */
  | 'moodle_not_found'
  | 'moodle_maintenance'
  /** Nothing usable came: no connection, no time, an error of the server. */
  | 'moodle_away'
  /** What answers there is no Moodle, or not one as it is known. */
  | 'moodle_reply_invalid'
  /** The address may not be asked. */
  | 'moodle_address_refused'
  /** Any other refusal; `detail.errorcode` is Moodle's own word for it. */
  | 'moodle_failed'

/**
 * A fault of Moodle's web services. `message` is for the log and holds neither the token nor anything personal; people read the words of
 * `errors.<code>`. `retryable`: it may pass by itself, and tells nothing of what Moodle knows.
 */
export class MoodleError extends Error {
  readonly code: MoodleFault
  readonly retryable: boolean
  /** Safe to show. */
  readonly detail: Readonly<Record<string, string>>
  constructor(code: MoodleFault, message: string, detail: Readonly<Record<string, string>> = {}) {
    super(message)
    this.name = 'MoodleError'
    this.code = code
    this.retryable = PASSING.has(code)
    this.detail = detail
  }
}

const PASSING: ReadonlySet<MoodleFault> = new Set([
  'moodle_maintenance',
  'moodle_away',
  'moodle_reply_invalid',
  'moodle_failed',
])

/** Moodle's `errorcode`s, which come with HTTP 200 (lib/externallib, webservice/lib, and the functions' own). */
const CODES: Readonly<Record<string, MoodleFault>> = {
  invalidtoken: 'moodle_token_invalid',
  invalidtimedtoken: 'moodle_token_invalid',
  accesstokenexpired: 'moodle_token_invalid',
  restoredaccountresetpassword: 'moodle_token_invalid',
  passwordisexpired: 'moodle_token_invalid',
  accessexception: 'moodle_function_refused',
  invalidfunction: 'moodle_function_refused',
  requireloginerror: 'moodle_course_closed',
  errorcoursecontextnotvalid: 'moodle_course_closed',
  coursehidden: 'moodle_course_closed',
  nopermission: 'moodle_permission_missing',
  nopermissions: 'moodle_permission_missing',
  required_capability_exception: 'moodle_permission_missing',
  cannotviewreport: 'moodle_permission_missing',
  notingroup: 'moodle_permission_missing',
  nopermissiontoviewgrades: 'moodle_permission_missing',
  servicenotavailable: 'moodle_service_off',
  servicerequireslogin: 'moodle_service_off',
  enablewsdescription: 'moodle_service_off',
  webservicesnotenabled: 'moodle_service_off',
  invalidrecord: 'moodle_not_found',
  invalidrecordunknown: 'moodle_not_found',
  invalidcourseid: 'moodle_not_found',
  invaliduser: 'moodle_not_found',
  invaliduserid: 'moodle_not_found',
  notenroled: 'moodle_not_found',
  userdeleted: 'moodle_not_found',
  suspended: 'moodle_not_found',
  usernotincourse: 'moodle_not_found',
  sitemaintenance: 'moodle_maintenance',
  upgraderunning: 'moodle_maintenance',
}

/** What an `errorcode` means. Unknown ones are taken as passing: they tell nothing of what Moodle knows. */
export function faultOf(wsfunction: string, errorcode: string): MoodleError {
  const code = Object.hasOwn(CODES, errorcode) ? CODES[errorcode] : undefined
  const named = errorcode.replace(/[^\w/-]/g, '').slice(0, 60)
  return new MoodleError(code ?? 'moodle_failed', `${wsfunction}: ${named}`, { wsfunction, errorcode: named })
}
