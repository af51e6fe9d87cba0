/** Which words a code is told in. A person can do the same about all codes of a family; the code itself stands on the page for support. */
export const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  launch_again: [
    'browser_unknown',
    'iat_too_old',
    'id_token_missing',
    'launch_by_address',
    'nonce_mismatch',
    'state_expired',
    'state_mismatch',
    'state_missing',
    'state_unknown',
    'state_used',
    'ticket_used',
    'token_expired',
  ],
  not_connected: [
    'ambiguous_client',
    'client_unknown',
    'deployment_missing',
    'deployment_mismatch',
    'deployment_unknown',
    'issuer_mismatch',
    'platform_not_found',
    'platform_unknown',
  ],
  launch_refused: [
    'algorithm_refused',
    'audience_mismatch',
    'azp_mismatch',
    'azp_missing',
    'deep_linking_settings_missing',
    'for_user_missing',
    'iat_in_future',
    'issuer_missing',
    'key_unknown',
    'login_param_invalid',
    'login_param_missing',
    'message_type_missing',
    'message_type_unknown',
    'nonce_missing',
    'resource_link_missing',
    'return_url_foreign',
    'return_url_invalid',
    'roles_missing',
    'signature_invalid',
    'sub_invalid',
    'target_link_foreign',
    'target_link_invalid',
    'target_link_mismatch',
    'target_link_missing',
    'token_malformed',
    'token_not_yet_valid',
    'token_too_large',
    'version_missing',
    'version_unsupported',
  ],
  platform_down: [
    'keys_unavailable',
    'next_link_foreign',
    'paging_endless',
    'platform_busy',
    'platform_resting',
    'platform_unreachable',
    'redirect_refused',
    'reply_invalid',
    'reply_too_large',
    'score_refused',
    'service_failed',
    'service_gone',
    'service_refused',
    'token_refused',
    'too_many_items',
  ],
  page_not_found: ['achievement_not_found', 'course_not_found', 'issuer_not_found', 'status_list_not_found'],
  bad_input: [
    'criteria_invalid',
    'custom_name_reserved',
    'feedback_missing',
    'level_missing',
    'nothing_chosen',
    'reason_missing',
  ],
  not_deep_linking: ['no_deep_linking'],
  internal: ['key_busy', 'key_missing', 'secret_unreadable'],
}

const WORDS = new Map(
  Object.entries(FAMILIES).flatMap(([words, codes]) => codes.map((code) => [code, words])),
)

/** The key under `errors` for a code that has no words of its own; by status where it belongs to no family. */
export function familyOf(code: string, status: number): string {
  return WORDS.get(code) ?? byStatus(status)
}

function byStatus(status: number): string {
  if (status >= 500) return 'internal'
  if (status === 404) return 'page_not_found'
  if (status === 403) return 'not_allowed'
  if (status === 401) return 'session_expired'
  if (status === 429) return 'too_many_requests'
  return 'bad_request'
}
