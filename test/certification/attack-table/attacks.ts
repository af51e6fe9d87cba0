/** Every attack, with the code that Credential Ladder refuses it with. */

import {
  type Attempt,
  again,
  between,
  clock,
  toPath,
  withClaims,
  withHeader,
  withLogin,
  withToken,
} from '../attempts.ts'
import {
  type At,
  type Claims,
  DEEP_LINKING,
  type Login,
  LTI,
  signedByStranger,
  signedWithPublicKey,
  unsigned,
} from '../forge.ts'

export interface Attack {
  readonly what: string
  readonly code: string
  /** Default 400. */
  readonly status?: number
  readonly attempt: Attempt
}

const without = (name: string): Attempt => withClaims(() => ({ [name]: undefined }))
const sharedWith = (others: (at: At) => Claims): Attempt =>
  withClaims((at) => ({ aud: [at.target.registered.clientId, 'stranger'], ...others(at) }))
/** What a thief's browser holds for the same login is a cookie of its own. */
const renamed = (own: Login, other: Login) => `${own.cookie.split('=')[0]}=${other.cookie.split('=')[1]}`

export const ATTACKS: readonly Attack[] = [
  { what: 'a nonce never issued', code: 'nonce_mismatch', attempt: withClaims(() => ({ nonce: 'made-up' })) },
  { what: 'a nonce used before', code: 'nonce_mismatch', attempt: again },
  {
    what: 'the nonce of another login',
    code: 'nonce_mismatch',
    attempt: between((first, second) => ({ ...second, nonce: first.nonce })),
  },
  { what: 'no nonce', code: 'nonce_missing', attempt: without('nonce') },
  {
    what: 'a state never issued',
    code: 'state_unknown',
    attempt: between((first) => ({ ...first, state: 'made-up' })),
  },
  {
    what: 'the state of another browser',
    code: 'browser_unknown',
    attempt: between((first, second) => ({ ...first, cookie: second.cookie })),
  },
  {
    what: "another browser's cookie under the name of this state's",
    code: 'state_mismatch',
    attempt: between((first, second) => ({ ...first, cookie: renamed(first, second) })),
  },
  {
    what: 'no cookie at all',
    code: 'browser_unknown',
    attempt: between(({ nonce, state }) => ({ nonce, state })),
  },
  {
    what: 'an unknown deployment',
    code: 'deployment_unknown',
    attempt: withClaims(() => ({ [`${LTI}/deployment_id`]: '999' })),
  },
  {
    what: 'a login for an unknown client',
    code: 'client_unknown',
    attempt: withLogin(() => ({ client_id: 'stranger' })),
  },
  {
    what: 'a token for an unknown client',
    code: 'audience_mismatch',
    attempt: withClaims(() => ({ aud: 'stranger' })),
  },
  {
    what: 'a login from an unknown issuer',
    code: 'platform_unknown',
    attempt: withLogin(() => ({ iss: 'https://vle.example' })),
  },
  {
    what: 'a token of an unknown issuer',
    code: 'issuer_mismatch',
    attempt: withClaims(() => ({ iss: 'https://vle.example' })),
  },
  {
    what: 'a token of another platform that is known',
    code: 'key_unknown',
    attempt: withToken((at, payload) =>
      at.target.otherVle.keys.sign({ ...payload, iss: at.target.otherVle.issuer }),
    ),
  },
  { what: 'no exp', code: 'exp_missing', attempt: without('exp') },
  { what: 'a token expired ten minutes ago', code: 'token_expired', attempt: clock(-660) },
  { what: 'iat an hour ahead', code: 'iat_in_future', attempt: clock(3600) },
  {
    what: 'an audience shared with a stranger, no azp',
    code: 'azp_missing',
    attempt: sharedWith(() => ({})),
  },
  {
    what: 'an audience shared with a stranger, who is azp',
    code: 'azp_mismatch',
    attempt: sharedWith(() => ({ azp: 'stranger' })),
  },
  {
    what: 'an azp that is a stranger',
    code: 'azp_mismatch',
    attempt: withClaims(() => ({ azp: 'stranger' })),
  },
  {
    what: 'alg none',
    code: 'algorithm_refused',
    attempt: withToken((_at, payload) => unsigned(payload)),
  },
  {
    what: 'HS256 with the public key as the secret',
    code: 'algorithm_refused',
    attempt: withToken(signedWithPublicKey),
  },
  {
    what: "another platform's key",
    code: 'key_unknown',
    attempt: withToken((at, payload) => at.target.otherVle.keys.sign(payload)),
  },
  {
    what: "a stranger's key under the platform's kid",
    code: 'signature_invalid',
    attempt: withToken((at, payload) => signedByStranger(at, payload, false)),
  },
  {
    what: "a stranger's key under an unknown kid",
    code: 'key_unknown',
    attempt: withToken((at, payload) => signedByStranger(at, payload, true)),
  },
  { what: 'no kid', code: 'key_unknown', attempt: withHeader({ kid: undefined }) },
  {
    what: 'a target on another host',
    code: 'target_link_foreign',
    attempt: withClaims(() => ({ [`${LTI}/target_link_uri`]: 'https://evil.example/lti/launch' })),
  },
  { what: 'a path //evil.example', code: 'target_link_invalid', attempt: toPath('//evil.example/') },
  {
    what: 'an unknown message type',
    code: 'message_type_unknown',
    attempt: withClaims(() => ({ [`${LTI}/message_type`]: 'LtiStartProctoring' })),
  },
  { what: 'no version', code: 'version_missing', attempt: without(`${LTI}/version`) },
  { what: 'no roles', code: 'roles_missing', attempt: without(`${LTI}/roles`) },
  {
    what: 'deep linking that returns to another origin',
    code: 'return_url_foreign',
    attempt: withClaims(() => ({
      [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
      [DEEP_LINKING]: { deep_link_return_url: 'https://evil.example/', accept_types: ['ltiResourceLink'] },
    })),
  },
  {
    what: 'a token of 300 kB',
    code: 'token_too_large',
    status: 413,
    attempt: withClaims(() => ({ filler: 'x'.repeat(220_000) })),
  },
  {
    what: 'a token with 1 MB of claims',
    code: 'too_large',
    status: 413,
    attempt: withClaims(() => ({ filler: 'x'.repeat(1_000_000) })),
  },
]
