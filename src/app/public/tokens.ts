import { type JsonObject, signToken } from '../../openbadges/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { publicUrls } from '../issuing/urls.ts'
import type { Whole } from './whole.ts'

const KEPT = 200

/** Credentials as tokens, signed when asked for; whoever asks again soon gets the same one. */
export function createTokens({ issuerKeys, clock, toolUrl }: Deps): (whole: Whole) => Promise<string> {
  const urls = publicUrls(toolUrl)
  const signed = new Map<string, Promise<string>>()
  return async ({ credential, issuer }) => {
    const key = await issuerKeys.token(issuer.id)
    const name = `${credential.id} ${key.kid}`
    const known = signed.get(name)
    if (known) return known
    const token = signToken(
      JSON.parse(credential.document) as JsonObject,
      key,
      isoNow(clock),
      urls.revocationList(issuer.id),
    )
    const oldest = signed.size >= KEPT ? signed.keys().next().value : undefined
    if (oldest) signed.delete(oldest)
    signed.set(name, token)
    token.catch(() => signed.delete(name))
    return token
  }
}
