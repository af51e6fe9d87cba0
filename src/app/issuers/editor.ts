import { cleanLogo } from '../../openbadges/index.ts'
import type { IssuerEditor, IssuerProfile, IssuerView } from '../contract/issuers.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Issuer } from '../model.ts'
import { mayForInstitution } from '../policy.ts'
import type { Repositories, UnitOfWork } from '../ports.ts'
import { issuerById } from '../public/whole.ts'
import { requireAdministrator, requireInstitution } from '../visiting/visit.ts'
import { keepPicture, storePicture } from './pictures.ts'

/** The profile of who issues the credentials of a platform. */
export function createIssuerEditor(deps: Deps): IssuerEditor {
  return {
    view: (visit) => viewIssuer(deps, visit),
    save: (visit, profile) => saveIssuer(deps, visit, profile),
    async takeLogo(visit, file) {
      requireInstitution(visit)
      return storePicture(deps, visit.course.platformId, cleanLogo(file))
    },
  }
}

async function viewIssuer(deps: Deps, visit: Visit): Promise<IssuerView> {
  requireAdministrator(visit)
  const issuer = await issuerById(deps, visit.course.issuerId)
  return {
    issuer,
    canEdit: mayForInstitution(visit.session),
    shared: await isShared(deps, deps.store, visit, issuer),
  }
}

const isShared = (
  { defaultIssuerId }: Deps,
  { issuers }: Pick<Repositories, 'issuers'>,
  { course }: Visit,
  { id }: Issuer,
) => issuers.isShared(id, course.platformId, defaultIssuerId)

/** Nothing is written, and no line kept, where nothing changes. */
async function saveIssuer(deps: Deps, visit: Visit, profile: IssuerProfile): Promise<void> {
  const administrator = requireInstitution(visit)
  const { platformId } = visit.course
  const savedAt = isoNow(deps.clock)
  await deps.store.write(async (unit) => {
    await lockPlatform(unit, platformId)
    const course = (await unit.courses.byId(visit.course.id)) ?? visit.course
    const known = await unit.issuers.byId(course.issuerId)
    if (!known) throw new AppError('issuer_not_found', 404, 'no such issuer')
    const changed = changesOf(known, profile)
    if (Object.keys(changed).length === 0) return
    if (profile.logo !== null && profile.logo !== known.logo)
      await keepPicture(unit, platformId, profile.logo, 'image/png')
    if (await isShared(deps, unit, visit, known)) {
      const own: Issuer = { ...profile, id: deps.random.uuid(), savedAt }
      // The logo that everybody shares is this platform's as well from now on; its address stays the same.
      await unit.issuers.save(own)
      await giveToPlatform(deps, unit, platformId, { from: known.id, to: own.id })
    } else await unit.issuers.save({ ...known, ...profile, savedAt })
    await unit.audit.append([
      {
        at: savedAt,
        platformId,
        courseId: course.id,
        actorId: administrator.id,
        action: 'issuer.saved',
        subjectId: null,
        reason: null,
        detail: changed,
      },
    ])
  })
}

/** Until the unit of work ends nobody else decides who issues for the platform. */
async function lockPlatform(unit: UnitOfWork, platformId: string): Promise<void> {
  const platform = await unit.platforms.byId(platformId)
  if (platform) await unit.platforms.lock(platform.issuer, platform.clientId)
}

/** The platform's courses that had one issuer have another, and so have new ones, unless they had yet another. */
export async function giveToPlatform(
  { defaultIssuerId }: Pick<Deps, 'defaultIssuerId'>,
  unit: UnitOfWork,
  platformId: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  const chosen = (await unit.issuers.ofPlatform(platformId))?.id ?? defaultIssuerId
  if (chosen === from) await unit.issuers.choose(platformId, to)
  await unit.issuers.moveCourses(platformId, from, to)
}

/** What is different, as the audit keeps it: each field before and after. */
export function changesOf(known: Issuer, profile: IssuerProfile): Record<string, string | null> {
  const fields = ['name', 'url', 'email', 'description', 'logo', 'colour'] as const
  const different = fields.filter((field) => known[field] !== profile[field])
  return Object.fromEntries(
    different.flatMap((field) => [
      [`${field}.before`, known[field]],
      [`${field}.after`, profile[field]],
    ]),
  )
}
