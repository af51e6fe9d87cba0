import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Achievement, Credential, Issuer, WholeCredential } from '../model.ts'
import type { WholeCredentialRead } from '../ports.ts'
import { missing } from './standing.ts'

/** A credential with everything that its documents tell. */
export type Whole = Pick<WholeCredential, 'credential' | 'achievement' | 'below' | 'issuer'>

/** Errors: `issuer_not_found` 404. */
export async function issuerById({ store }: Deps, id: string): Promise<Issuer> {
  const issuer = await store.issuers.byId(id)
  if (!issuer) throw new AppError('issuer_not_found', 404, 'no such issuer')
  return issuer
}

/** Errors: `achievement_not_found` 404. */
export async function achievementById(deps: Deps, id: string): Promise<Omit<Whole, 'credential'>> {
  const { credentials } = deps.store
  const achievement = await credentials.achievement(id)
  if (!achievement) throw new AppError('achievement_not_found', 404, 'no such achievement')
  const below = achievement.belowId ? await credentials.achievement(achievement.belowId) : null
  return { achievement, below, issuer: await issuerById(deps, achievement.issuerId) }
}

/** The achievements that this one rests on, nearest first. */
export async function allBelow(deps: Deps, { belowId }: Achievement): Promise<Achievement[]> {
  const below = belowId === null ? null : await deps.store.credentials.achievement(belowId)
  return below === null ? [] : [below, ...(await allBelow(deps, below))]
}

/** Errors: `credential_not_found` 404, `credential_erased` 410. */
export async function readWhole({ store }: Pick<Deps, 'store'>, id: string): Promise<WholeCredentialRead> {
  const found = await store.credentials.whole(id)
  if (found) return found
  throw await missing(store.credentials, id)
}

/** Errors: as `readWhole`. */
export async function wholeById(deps: Deps, id: string): Promise<WholeCredential> {
  return (await readWhole(deps, id)).whole()
}

export async function wholeOf(deps: Deps, credential: Credential): Promise<Whole> {
  return { credential, ...(await achievementById(deps, credential.achievementId)) }
}
