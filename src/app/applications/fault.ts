/** Names of faults as the standards spell them: RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, RFC 7591 §3.2.2. */
export type OAuthCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'temporarily_unavailable'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_token'
  | 'insufficient_scope'

/**
 * A refusal that is told to a program. `message` is its `error_description`: English, printable ASCII without quotes or backslashes
 * (RFC 6749 §5.2), and holds nothing personal.
 */
export class OAuthError extends Error {
  readonly code: OAuthCode
  readonly status: number
  constructor(code: OAuthCode, message: string, status = 400) {
    super(message)
    this.name = 'OAuthError'
    this.code = code
    this.status = status
  }
}
