import { withLevelsAbove } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { undoableUntil } from '../issuing/undoable.ts'
import { evaluateNow } from '../learning/record-work.ts'
import { requireStaff } from '../visiting/visit.ts'
import { withdrawalLine } from './decisions.ts'

/** The reason that stands in place of one: nobody gave any. */
const UNDONE = 'undone'

/**
 * Takes an award back as if it had never been made, and with it the levels above. A signed document may have been fetched, so the
 * credential stays as a withdrawn one whose page says that it was undone. What a person gave by mistake, and what fell along, the
 * criteria may give in their time; what the criteria gave they do not give again. Errors: `not_held` 409, `undo_over` 409.
 */
export async function undoAward(deps: Deps, visit: Visit, personId: string, level: LevelId): Promise<void> {
  const { id: by } = requireStaff(visit)
  const courseId = visit.course.id
  const at = isoNow(deps.clock)
  const settings = await deps.store.settings.of(courseId)
  await deps.store.write(async (unit) => {
    const standing = await unit.credentials.ofLearner(courseId, personId)
    const falling = withLevelsAbove(deps.ladder, level)
    const live = standing.filter(
      (row) => row.state === 'live' && row.renewedBy === null && falling.includes(row.level),
    )
    if (!live.some((row) => row.level === level))
      throw new AppError('not_held', 409, 'the learner does not hold this level')
    const late = () => new AppError('undo_over', 409, 'the award is on its way to the gradebook')
    if (live.some((row) => undoableUntil(row, settings, deps.clock.now()) === null)) throw late()
    const rows = await unit.credentials.withdraw(courseId, personId, falling, UNDONE, at)
    // The publishing job may have been quicker, between the look and the withdrawal.
    if (rows.some((row) => row.offeredAt !== null)) throw late()
    for (const row of rows) {
      const barred = row.level === level && row.awardedBy === null
      await unit.credentials.markUndone(row.id, barred ? 'barred' : 'open')
    }
    await unit.audit.append(rows.map((row) => withdrawalLine({ visit, by, at }, row, 'credential.undone')))
    await unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false })
  })
  await evaluateNow(deps, courseId, personId)
}
