import { importJWK, type JWTPayload, SignJWT } from 'jose'
import type { Clock, ToolKeys } from '../types.ts'

const LIFETIME_SECONDS = 300

/** Signs a message of the tool with its current key: RS256 with `kid`, good for five minutes (security framework §5.2). */
export async function signMessage(
  options: { readonly keys: ToolKeys; readonly clock: Clock },
  payload: JWTPayload,
): Promise<string> {
  const jwk = await options.keys.current()
  const now = Math.floor(options.clock() / 1000)
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME_SECONDS)
    .sign(await importJWK(jwk, 'RS256'))
}
