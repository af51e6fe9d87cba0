import { LtiError } from '../errors.ts'
import type { HttpReply } from '../http/send.ts'

/** The words of Moodle's refusals, which come as plain text under `text/html` (tried on 4.5), for support to read. */
const REASONS = [
  'domain_targetlinkuri_mismatch',
  'invalid_redirect_uris',
  'invalid_response_types',
  'invalid_token_endpoint_auth_method',
  'missing_domain',
  'missing required attribute',
]

/**
 * A platform's refusal as one stable code. Its text is only looked at, never shown: `detail.reason` is one of the words
 * above, or the status.
 */
export function refusal({ status, text }: HttpReply): LtiError {
  const said = text.slice(0, 500).trim()
  const reason = REASONS.find((one) => said.startsWith(one)) ?? String(status)
  return new LtiError(codeOf(status, said), `the platform refused the registration: ${reason}`, {
    status: 502,
    detail: { reason },
  })
}

function codeOf(status: number, said: string): string {
  if (said.startsWith('token_already_used')) return 'registration_token_used'
  // Moodle shows its page of errors, under 404, for a token that is unknown or over.
  if (status === 401 || status === 403 || status === 404) return 'registration_token_refused'
  if (said.startsWith('domain_targetlinkuri_mismatch')) return 'registration_domain_refused'
  return 'registration_refused'
}
