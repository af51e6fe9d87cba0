import { type Check, verifyBadge } from '../../openbadges/index.ts'
import type { Credentials, Verified } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { type OwnDocuments, ownFetch, trustedKeysOf } from './own-documents.ts'
import { ownStanding, standingInWords } from './standing.ts'

/** What says no more than that a genuine badge does not stand any longer. */
const OF_TIME: readonly string[] = ['status', 'validity']

/**
 * Verifies what anybody brings. Of a badge of our own that does not stand any longer, the answer says as well since when, why (as
 * far as the public may know), and what stands in its place. `fetch` is the guarded one; what was issued under a former address is ours as well, and is
 * looked up here, whether or not that host still answers.
 */
export function createVerify(
  deps: Deps,
  outside: typeof globalThis.fetch,
  formerly: ReadonlyMap<string, OwnDocuments> = new Map(),
): Credentials['verify'] {
  const fetch = ownFetch(outside, formerly)
  return async (input, options) => {
    const now = deps.clock.now()
    const trustedKeys = await trustedKeysOf(deps)
    const report = await verifyBadge(input, {
      fetch,
      clock: () => now,
      ...(trustedKeys.size > 0 ? { trustedKeys } : {}),
      ...options,
    })
    const failing = report.checks.filter(({ outcome }) => outcome === 'fail').map(({ id }) => id)
    const address = report.credential?.id
    // Whoever forged one learns nothing here about the one that they took as a pattern.
    if (failing.length === 0 || failing.some((id) => !OF_TIME.includes(id)) || typeof address !== 'string')
      return report
    const standing = await ownStanding(deps.store, address, [deps.toolUrl, ...deps.formerUrls], now)
    if (standing === null || standing.status === 'valid') return report
    const told = standingInWords(deps, standing)
    const says = standing.status === 'expired' ? 'validity' : 'status'
    const checks = report.checks.map((check): Check => {
      return check.id === says && check.outcome === 'fail' ? { ...check, message: told } : check
    })
    return { ...report, checks, standing } satisfies Verified
  }
}
