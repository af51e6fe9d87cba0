import { LtiError } from '../errors.ts'

/** Codes of OIDC core §3.1.2.6 and RFC 6749 §4.1.2.1. Anyone can post anything here, so nothing else is repeated. */
const KNOWN = new Set([
  'access_denied',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'invalid_request',
  'invalid_request_object',
  'invalid_scope',
  'login_required',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_response_type',
])

/** @throws LtiError `platform_error` when the platform answers the authentication request with an error */
export function refusePlatformError(params: Readonly<Record<string, unknown>>): void {
  const { error } = params
  if (error === undefined || error === '') return
  const code = typeof error === 'string' && KNOWN.has(error) ? error : 'unknown'
  throw new LtiError('platform_error', `the platform refused the launch: ${code}`, {
    detail: { error: code },
  })
}
