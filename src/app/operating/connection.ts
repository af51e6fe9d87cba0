import { domainsOfIssuer, productOf } from '../../lti/index.ts'
import type { ConnectionView, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Platform } from '../model.ts'
import { requireAdministrator } from '../visiting/visit.ts'
import type { Doctor } from './doctor.ts'
import type { Finding } from './findings.ts'

/** What was found stands for so long; then whoever opens the page has it looked at anew. */
const GOOD_FOR = 10 * 60_000
/** Not sooner again, however often the button is pressed: each look is half a dozen requests to the VLE. */
const PAUSE = 30_000

interface Look {
  readonly at: number
  readonly findings: readonly Finding[]
}

/**
 * The administrator's view of their own VLE. Whatever is asked for, it is the platform and the course of the visit.
 * What was found is kept in memory only: another process looks for itself.
 */
export function createConnections(
  deps: Pick<Deps, 'store' | 'clock'>,
  doctor: Pick<Doctor, 'platform' | 'readings'>,
): { view(visit: Visit): Promise<ConnectionView>; check(visit: Visit): Promise<boolean> } {
  const { store, clock } = deps
  const looks = new Map<string, Look>()
  const underWay = new Map<string, Promise<Look>>()

  async function platformOf(visit: Visit): Promise<Platform> {
    requireAdministrator(visit)
    const platform = await store.platforms.byId(visit.course.platformId)
    if (platform?.status !== 'approved')
      throw new AppError('platform_suspended', 409, 'the platform is not approved')
    return platform
  }

  /** By course: how many members it has is not another course's business. */
  function look(platform: Platform, { course }: Visit): Promise<Look> {
    const begun = underWay.get(course.id)
    if (begun) return begun
    const looking = doctor
      .platform(platform, course)
      .then((findings) => {
        const found = { at: clock.now(), findings }
        looks.set(course.id, found)
        return found
      })
      .finally(() => underWay.delete(course.id))
    underWay.set(course.id, looking)
    return looking
  }

  function kept(visit: Visit, forSoLong: number): Look | null {
    for (const [id, { at }] of looks) if (clock.now() - at > GOOD_FOR) looks.delete(id)
    const found = looks.get(visit.course.id)
    return found && clock.now() - found.at < forSoLong ? found : null
  }

  return {
    async view(visit) {
      const platform = await platformOf(visit)
      const { at, findings } = kept(visit, GOOD_FOR) ?? (await look(platform, visit))
      const [readings, run, platforms] = await Promise.all([
        doctor.readings(platform.id),
        store.refreshRuns.of(visit.course.id),
        store.platforms.list(),
      ])
      return {
        platform,
        product: productOf(platform),
        version: visit.session.launch.platformVersion ?? null,
        findings,
        checkedAt: new Date(at).toISOString(),
        run,
        readings,
        pending: pendingBeside(platform, platforms),
      }
    },
    async check(visit) {
      const platform = await platformOf(visit)
      if (kept(visit, PAUSE) !== null) return false
      await look(platform, visit)
      return true
    },
  }
}

/**
 * They are named, not approved: who may speak for an issuer is the operator's to know. Under an issuer that all customers
 * of a hosted platform share they are other institutions', and not named either.
 */
function pendingBeside(platform: Platform, platforms: readonly Platform[]): ConnectionView['pending'] {
  if (domainsOfIssuer(platform.issuer) !== null) return []
  return platforms
    .filter(({ status, issuer }) => status === 'pending' && issuer === platform.issuer)
    .map(({ name, clientId }) => ({ name, clientId }))
}
