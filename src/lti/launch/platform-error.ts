import { LtiError } from '../errors.ts'
import type { LtiStore } from '../types.ts'
import { LONGEST_STATE } from './params.ts'

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

/**
 * The platform's answer may be an error (OIDC core §3.1.2.6): the login is over then, and its state used up.
 *
 * @throws LtiError `platform_error`
 */
export async function refusePlatformError(
  store: LtiStore,
  params: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { error, state } = params
  if (error === undefined || error === '') return
  if (typeof state === 'string' && state.length <= LONGEST_STATE) await store.takeState(state)
  const code = typeof error === 'string' && KNOWN.has(error) ? error : 'unknown'
  throw new LtiError('platform_error', `the platform refused the launch: ${code}`, {
    detail: { error: code },
  })
}
