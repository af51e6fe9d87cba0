/** What is looked at, in the order in which one rests on the other. */
export const PROBE_IDS = [
  'addresses',
  'keys',
  'token',
  'scopes',
  'clock',
  'memberships',
  'line-items',
  'results',
] as const
export type ProbeId = (typeof PROBE_IDS)[number]

/** `unknown`: it could not be asked, or the answer proves nothing. Never taken for `pass`. */
export type ProbeOutcome = 'pass' | 'fail' | 'unknown'

/** Why an outcome is what it is; stable. */
export const PROBE_CODES = {
  pass: [
    'addresses_https',
    'addresses_on_http_allowed',
    'keys_usable',
    'token_given',
    'scopes_granted',
    'clock_agrees',
    'members_read',
    'line_items_read',
    'results_read',
  ],
  fail: [
    'address_not_https',
    'keys_none_usable',
    'own_key_unusable',
    'token_client_refused',
    'token_audience_refused',
    'token_refused',
    'scopes_missing',
    'clock_ahead',
    'clock_behind',
    'address_refused',
    'name_not_found',
    'certificate_invalid',
    'unreachable',
    'too_slow',
    'redirected',
    'server_error',
    'refused',
    'gone',
    'unexpected_status',
    'reply_invalid',
    'reply_too_large',
  ],
  unknown: [
    'busy',
    'no_address',
    'no_token',
    'scope_not_granted',
    'no_reply',
    'line_items_unread',
    'no_line_item',
  ],
} as const
export type ProbeCode = (typeof PROBE_CODES)[ProbeOutcome][number]

/** One answer. */
export interface Probe {
  readonly id: ProbeId
  readonly outcome: ProbeOutcome
  readonly code: ProbeCode
  /** Safe to show: a host, a status, a number, names of scopes. Never a platform's own words. */
  readonly detail: Readonly<Record<string, string>>
}

/** What to ask a platform about. */
export interface DiagnosisRequest {
  /** Scopes that the tool needs. */
  readonly scopes: readonly string[]
  /** Of a course, as a launch told them; `null`: none is known. */
  readonly membershipsUrl: string | null
  readonly lineItemsUrl: string | null
  /** Whether addresses on http are let in: a laboratory. */
  readonly allowHttp?: boolean
  /** Milliseconds that one request may take; 8,000 unless told. */
  readonly timeLimit?: number
}
