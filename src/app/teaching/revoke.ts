import { withLevelsAbove } from '../../core/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { reissue } from '../issuing/reissue.ts'
import type { Credential } from '../model.ts'
import { tellWithdrawn } from './decisions.ts'
import { askToReissue, orderedTime } from './reissue.ts'

/** The operator withdraws one, and what rests on it. Errors: `credential_not_found` 404, `not_held` 409, `reason_missing` 400. */
export async function revokeCredential(deps: Deps, id: string, reason: string): Promise<Credential[]> {
  const { courseId, personId, level } = await standingOne(deps, id, reason)
  const course = await deps.store.courses.byId(courseId)
  const at = isoNow(deps.clock)
  return deps.store.write(async (unit) => {
    const levels = withLevelsAbove(deps.ladder, level)
    const rows = await unit.credentials.withdraw(courseId, personId, levels, reason, at)
    if (!rows.some((row) => row.id === id)) throw new AppError('not_held', 409, 'it does not stand any more')
    await tellWithdrawn(
      deps,
      unit,
      { at, platformId: course?.platformId ?? null, courseId, actorId: null },
      rows,
    )
    await unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false })
    return rows
  })
}

/**
 * The operator issues one anew; answers the id of the new one. `earnedOn`: the day on which it was really earned. Errors:
 * `credential_not_found` 404, `not_held` 409, `reason_missing` 400, `earned_on` 409.
 */
export async function reissueCredential(
  deps: Deps,
  id: string,
  { reason, earnedOn }: { reason: string; earnedOn: string | null },
): Promise<string> {
  const one = await standingOne(deps, id, reason)
  const awardedAt = earnedOn === null ? null : await orderedTime(deps, one.courseId, [one], earnedOn)
  const [written] = await reissue(deps, one.courseId, [one], { by: null, reason, awardedAt })
  if (written === undefined) throw new AppError('not_held', 409, 'it does not stand any more')
  return written
}

/** All of a course; answers how many. Errors: `course_not_found` 404, `reason_missing` 400. */
export async function reissueAllOf(deps: Deps, courseId: string, reason: string): Promise<number> {
  if ((await deps.store.courses.byId(courseId)) === null)
    throw new AppError('course_not_found', 404, `no course ${courseId}`)
  const count = await deps.store.credentials.countStanding(courseId)
  await askToReissue(deps, courseId, { reason, by: null })
  return count
}

async function standingOne({ store }: Deps, id: string, reason: string): Promise<Credential> {
  if (!reason.trim()) throw new AppError('reason_missing', 400, 'a reason is needed: --reason TEXT')
  const one = await store.credentials.byId(id)
  if (one === null) throw new AppError('credential_not_found', 404, `no credential ${id}`)
  if (one.state !== 'live' || one.replacedBy !== null || one.renewedBy !== null)
    throw new AppError(
      'not_held',
      409,
      one.replacedBy ? `it was replaced by ${one.replacedBy}` : 'it was withdrawn',
    )
  return one
}
