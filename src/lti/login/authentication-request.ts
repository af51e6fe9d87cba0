import type { LoginState, Registration } from '../types.ts'
import type { LoginParams } from './params.ts'

/**
 * Address of the OIDC authentication request (security framework §5.1.1.2). Moodle posts its logins again with a parameter
 * called `repost` and takes one from us for its own, so none of that name is ever sent.
 */
export function authenticationRequest(
  registration: Registration,
  redirectUri: string,
  asked: Pick<LoginParams, 'loginHint' | 'messageHint'>,
  state: Pick<LoginState, 'state' | 'nonce'>,
): string {
  const url = new URL(registration.authUrl)
  const params = {
    scope: 'openid',
    response_type: 'id_token',
    response_mode: 'form_post',
    prompt: 'none',
    client_id: registration.clientId,
    redirect_uri: redirectUri,
    login_hint: asked.loginHint,
    ...(asked.messageHint === null ? {} : { lti_message_hint: asked.messageHint }),
    state: state.state,
    nonce: state.nonce,
  }
  url.searchParams.delete('repost')
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
  return url.href
}
