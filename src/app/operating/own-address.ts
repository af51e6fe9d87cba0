import { z } from 'zod'
import { type Finding, finding } from './findings.ts'

const TIME_LIMIT = 8_000
const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional() })) })

/**
 * Whether the tool's own key set is served at its public address, asked from this machine.
 * @param kids of the keys in the database, asked for afterwards: the first is made when it is first served; `null`: not to be had
 */
export async function checkOwnKeys(
  fetch: typeof globalThis.fetch,
  toolUrl: string,
  kids: (() => Promise<readonly string[]>) | null,
): Promise<Finding> {
  const url = `${toolUrl}/lti/jwks.json`
  let reply: Response
  let served: z.infer<typeof keySet> | null
  try {
    reply = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIME_LIMIT) })
    served = keySet.safeParse(await reply.json().catch(() => null)).data ?? null
  } catch {
    return finding('own-keys', 'fail', 'own_keys_unreachable', { url })
  }
  if (reply.status !== 200 || served === null)
    return finding('own-keys', 'fail', 'own_keys_not_served', { url, status: String(reply.status) })
  if (kids === null) return finding('own-keys', 'unknown', 'own_keys_uncompared', { url })
  const ours = await kids()
  return served.keys.some(({ kid }) => kid !== undefined && ours.includes(kid))
    ? finding('own-keys', 'pass', 'own_keys_answered', { url })
    : finding('own-keys', 'fail', 'own_keys_of_another', { url })
}

/** Only somebody outside knows whether the tool is reached from there: a VLE that gave a token has read the tool's key set. */
export function checkOutside(ofPlatforms: readonly Finding[]): Finding {
  const proved = ofPlatforms.some(({ code }) => code === 'token_given')
  return proved
    ? finding('outside', 'pass', 'reached_from_outside')
    : finding('outside', 'unknown', 'outside_unproved')
}

/** Whose clock is wrong: ours where every VLE disagrees with it and there are at least two; with one it may be either. */
export function checkTime(ofPlatforms: readonly Finding[]): Finding {
  const told = ofPlatforms.filter(({ check, outcome }) => check === 'clock' && outcome !== 'unknown')
  if (told.length === 0) return finding('time', 'unknown', 'time_unknown')
  if (told.some(({ outcome }) => outcome === 'pass')) return finding('time', 'pass', 'time_right')
  return told.length > 1 ? finding('time', 'fail', 'time_wrong') : finding('time', 'unknown', 'time_disputed')
}
