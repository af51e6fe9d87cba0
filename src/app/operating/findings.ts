import { PROBE_CODES, type ProbeId } from '../../lti/index.ts'

/** `unknown`: it could not be asked, or the answer proves nothing. Never taken for `pass`. */
export type Outcome = 'pass' | 'fail' | 'unknown'

/** What is looked at in the tool itself, in the order in which one rests on the other. */
export const TOOL_CHECKS = [
  'settings',
  'public-url',
  'database',
  'migrations',
  'writing',
  'disk',
  'secret-key',
  'own-keys',
  'outside',
  'files',
  'scanner',
  'mail',
  'queue',
  'jobs',
  'time',
  'platforms',
] as const

/** What is looked at in each platform: besides the LTI library's probes. */
export const PLATFORM_CHECKS = ['registration', 'deployments', 'pause', 'web-service', 'reading'] as const
export type CheckId = (typeof TOOL_CHECKS)[number] | (typeof PLATFORM_CHECKS)[number] | ProbeId

/** Why an outcome is what it is; stable. The words are `doctor.codes.<code>` in the language files. */
export const FINDING_CODES = {
  pass: [
    ...PROBE_CODES.pass,
    'settings_right',
    'public_url_https',
    'public_url_in_laboratory',
    'database_answers',
    'migrations_done',
    'write_done',
    'disk_enough',
    'secret_opens_keys',
    'own_keys_answered',
    'reached_from_outside',
    'files_kept',
    'scanner_answers',
    'mail_answers',
    'queue_moves',
    'no_dead_jobs',
    'time_right',
    'platforms_known',
    'registration_approved',
    'registration_suspended',
    'deployments_known',
    'not_paused',
    'moodle_answers',
    'courses_read',
  ],
  fail: [
    ...PROBE_CODES.fail,
    'settings_wrong',
    'public_url_on_http',
    'public_url_private',
    'database_unavailable',
    'migrations_pending',
    'database_newer',
    'write_failed',
    'disk_low',
    'secret_wrong',
    'own_keys_unreachable',
    'own_keys_not_served',
    'own_keys_of_another',
    'files_not_kept',
    'scanner_silent',
    'scanner_refuses',
    'mail_unavailable',
    'jobs_late',
    'jobs_dead',
    'time_wrong',
    'deployments_none',
    'paused',
    'moodle_token_invalid',
    'moodle_token_unreadable',
    'moodle_functions_missing',
    'moodle_function_refused',
    'moodle_course_closed',
    'moodle_permission_missing',
    'moodle_service_off',
    'moodle_not_found',
    'moodle_address_refused',
    'courses_failing',
    'courses_stale',
  ],
  unknown: [
    ...PROBE_CODES.unknown,
    'database_in_use',
    'database_not_asked',
    'no_keys_yet',
    'own_keys_uncompared',
    'outside_unproved',
    'time_disputed',
    'time_unknown',
    'no_platform',
    'registration_pending',
    'addresses_waiting',
    'pause_ending',
    'moodle_away',
    'moodle_maintenance',
    'moodle_reply_invalid',
    'moodle_failed',
    'no_course',
  ],
} as const
export type FindingCode = (typeof FINDING_CODES)[Outcome][number]

/** Who can put it right. `both`: operator and whoever looks after the VLE, each their half. `nobody`: it passes by itself. */
export type MendBy = 'operator' | 'vle' | 'both' | 'course' | 'nobody'

/** One thing that was looked at. */
export interface Finding {
  readonly check: CheckId
  readonly outcome: Outcome
  readonly code: FindingCode
  /** Values for the words, safe to show. */
  readonly detail: Readonly<Record<string, string>>
  /** `null` where nothing is to be mended. */
  readonly mendBy: MendBy | null
}

/** Where nothing is said the operator mends it. */
const OTHERS_MEND: Readonly<Partial<Record<FindingCode, MendBy>>> = {
  keys_none_usable: 'vle',
  token_client_refused: 'both',
  token_refused: 'vle',
  scopes_missing: 'vle',
  clock_ahead: 'both',
  clock_behind: 'both',
  certificate_invalid: 'vle',
  unreachable: 'both',
  too_slow: 'vle',
  redirected: 'both',
  server_error: 'vle',
  refused: 'vle',
  gone: 'course',
  unexpected_status: 'vle',
  reply_invalid: 'both',
  reply_too_large: 'vle',
  moodle_token_invalid: 'both',
  moodle_functions_missing: 'vle',
  moodle_function_refused: 'vle',
  moodle_course_closed: 'vle',
  moodle_permission_missing: 'vle',
  moodle_service_off: 'vle',
  moodle_not_found: 'vle',
  moodle_away: 'vle',
  moodle_maintenance: 'nobody',
  moodle_reply_invalid: 'both',
  moodle_failed: 'vle',
  courses_failing: 'both',
  busy: 'nobody',
  paused: 'nobody',
  pause_ending: 'nobody',
  no_address: 'vle',
  no_token: 'both',
  no_reply: 'both',
  scope_not_granted: 'vle',
  line_items_unread: 'vle',
  no_line_item: 'course',
  no_course: 'course',
}

export function finding(
  check: CheckId,
  outcome: Outcome,
  code: FindingCode,
  detail: Finding['detail'] = {},
): Finding {
  const mendBy = outcome === 'pass' ? null : (OTHERS_MEND[code] ?? 'operator')
  return { check, outcome, code, detail, mendBy }
}

/** One failure is a failure; with nothing failed, one unknown is unknown. */
export function worst(findings: readonly Pick<Finding, 'outcome'>[]): Outcome {
  if (findings.some(({ outcome }) => outcome === 'fail')) return 'fail'
  return findings.some(({ outcome }) => outcome === 'unknown') ? 'unknown' : 'pass'
}
