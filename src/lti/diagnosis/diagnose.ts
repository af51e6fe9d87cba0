import type { Send } from '../http/send.ts'
import type { JwksCache } from '../keys/jwks-cache.ts'
import { quirksOf } from '../platforms/index.ts'
import { createRequest } from '../services/request.ts'
import { createTokens } from '../services/token.ts'
import type { LtiToolOptions, Registration } from '../types.ts'
import { probeAddresses } from './addresses.ts'
import { probeClock } from './clock.ts'
import { unknown } from './explain.ts'
import { probeKeys } from './keys.ts'
import { observe } from './observe.ts'
import { firstPageOnly, probeGrades, probeMemberships } from './services.ts'
import { probeToken } from './token.ts'
import type { DiagnosisRequest, Probe } from './types.ts'

const TIME_LIMIT = 8_000

/**
 * Asks a platform for everything that the tool needs of it, as the tool would: its keys, a token, the scopes, the roster
 * and the gradebook. Reads one page of each and writes nothing. Every request is made once, at once and afresh: what is
 * kept in memory proves nothing about now. Every fault is an answer; nothing is thrown for what a platform does.
 */
export async function diagnose(
  parts: Pick<LtiToolOptions, 'keys' | 'clock' | 'random'> & {
    readonly send: Send
    readonly jwks: Pick<JwksCache, 'age'>
  },
  registration: Registration,
  asked: DiagnosisRequest,
): Promise<Probe[]> {
  const { clock, keys, random, jwks } = parts
  const timeLimit = asked.timeLimit ?? TIME_LIMIT
  const { jwksUrl } = registration
  const wanted = quirksOf(registration).scopes?.(asked.scopes) ?? [...asked.scopes]

  // Each way remembers its own replies: what the token's address said must not be taken for what the key set's said.
  const towardsKeys = observe(parts.send, clock, timeLimit)
  const observed = observe(parts.send, clock, timeLimit)
  const tokens = createTokens({ keys, clock, random, send: observed.send })
  const [keySet, access] = await Promise.all([
    probeKeys(towardsKeys.send, jwksUrl, jwks.age(jwksUrl)),
    probeToken({ tokens, observed }, registration, wanted),
  ])
  const services = await probeServices()
  return [
    probeAddresses(registration, asked.allowHttp ?? false),
    keySet,
    access.token,
    access.scopes,
    // A key set may come out of a cache, so the token's reply is the better clock.
    probeClock(observed.clockGap() ?? towardsKeys.clockGap()),
    ...services,
  ]

  async function probeServices(): Promise<Probe[]> {
    if (access.granted === null) {
      return (['memberships', 'line-items', 'results'] as const).map((id) => unknown(id, 'no_token'))
    }
    const request = firstPageOnly(
      createRequest({ send: observed.send, tokens }, registration, access.granted),
    )
    const [members, grades] = await Promise.all([
      probeMemberships(request, registration, asked.membershipsUrl),
      probeGrades(request, registration, asked.lineItemsUrl),
    ])
    return [members, ...grades]
  }
}
