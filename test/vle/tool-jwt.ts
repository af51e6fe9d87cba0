import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { Site } from './site.ts'
import type { Tool } from './types.ts'

/**
 * Verifies a JWT that a tool signed, against the key set at its `jwksUrl`, fetched each time so that a new key
 * works at once, unless the fault `keepKeysMs` is on. RS256 only; `exp` and `iat` must be there. Throws with the reason.
 */
export async function verifyToolJwt(
  site: Site,
  tool: Tool,
  jwt: string,
  expected: { audience: string; subject?: string; required: string[] },
): Promise<JWTPayload> {
  const keys = createLocalJWKSet(await keySet(site, tool))
  const { payload } = await jwtVerify(jwt, keys, {
    algorithms: ['RS256'],
    issuer: tool.clientId,
    audience: expected.audience,
    ...(expected.subject === undefined ? {} : { subject: expected.subject }),
    requiredClaims: ['exp', 'iat', ...expected.required],
    currentDate: new Date(site.clock()),
    clockTolerance: 5,
  })
  if ((payload.iat ?? 0) * 1000 > site.clock() + 60_000) throw new Error('"iat" is in the future')
  if ((payload.exp ?? 0) - (payload.iat ?? 0) > 3600)
    throw new Error('"exp" is more than an hour after "iat"')
  return payload
}

const kept = new WeakMap<Site, Map<string, { readonly set: JSONWebKeySet; readonly fetchedAt: number }>>()

async function keySet(site: Site, { jwksUrl }: Tool): Promise<JSONWebKeySet> {
  const sets = kept.get(site) ?? new Map()
  kept.set(site, sets)
  const known = sets.get(jwksUrl)
  if (known && site.clock() - known.fetchedAt < site.faults.keepKeysMs) return known.set
  const reply = await fetch(jwksUrl, { signal: AbortSignal.timeout(5000) })
  if (!reply.ok) throw new Error(`The key set of the tool answered ${reply.status}`)
  const set = (await reply.json()) as JSONWebKeySet
  sets.set(jwksUrl, { set, fetchedAt: site.clock() })
  return set
}

/** True the first time, false for a value seen before. */
export function firstTime(site: Site, kind: string, value: string): boolean {
  const name = `${kind} ${value}`
  if (site.seen.has(name)) return false
  site.seen.add(name)
  return true
}
