import type { Clock, LoginState } from '../types.ts'
import { hashSecret } from './browser-secret.ts'

export const LOGIN_LIFETIME_SECONDS = 600
const BYTES = 32

/** What a login keeps, and the secret for the browser, which is kept nowhere but there. */
export function newLogin(
  options: { readonly random: (bytes: number) => string; readonly clock: Clock },
  login: Omit<LoginState, 'state' | 'nonce' | 'browserHash' | 'expiresAt'>,
): { state: LoginState; secret: string } {
  const secret = options.random(BYTES)
  return {
    secret,
    state: {
      ...login,
      state: options.random(BYTES),
      nonce: options.random(BYTES),
      browserHash: hashSecret(secret),
      expiresAt: options.clock() + LOGIN_LIFETIME_SECONDS * 1000,
    },
  }
}
