import { LtiError } from '../errors.ts'

export interface LaunchParams {
  readonly state: string
  readonly idToken: string
  /** What the page read from the platform's storage. */
  readonly proof: string | null
}

const LARGEST_TOKEN = 256 * 1024
export const LONGEST_STATE = 1024

/**
 * The posted form (security framework §5.1.1.3). The token's size is looked at before anything else is done with it.
 *
 * @throws LtiError `state_missing`, `id_token_missing` or `token_too_large`
 */
export function readLaunchParams(params: Readonly<Record<string, unknown>>): LaunchParams {
  const { state, id_token: idToken, proof } = params
  if (typeof state !== 'string' || state === '')
    throw new LtiError('state_missing', 'the launch carries no state')
  if (typeof idToken !== 'string' || idToken === '') {
    throw new LtiError('id_token_missing', 'the launch carries no id_token')
  }
  if (state.length > LONGEST_STATE) throw new LtiError('state_unknown', 'the state was never issued')
  if (idToken.length > LARGEST_TOKEN) {
    throw new LtiError('token_too_large', `the id_token is longer than ${LARGEST_TOKEN} bytes`, {
      status: 413,
    })
  }
  return { state, idToken, proof: typeof proof === 'string' && proof !== '' ? proof : null }
}
