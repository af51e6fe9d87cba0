import { evaluate, levelsBelow, withLevelsAbove } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { issue } from '../issuing/issue.ts'
import { loadJudgedCourse } from '../judging/course-facts.ts'
import { evaluateNow } from '../learning/record-work.ts'
import { tell } from '../reviewing/notices.ts'
import { requireStaff } from '../visiting/visit.ts'

/**
 * A tutor awards a level that the criteria did not. Errors: `reason_missing` 400, `lower_level_missing` 409 (a level is
 * never issued without the levels below it), `already_held` 409.
 */
export async function awardByHand(
  deps: Deps,
  visit: Visit,
  personId: string,
  level: LevelId,
  reason: string,
): Promise<void> {
  const tutor = requireStaff(visit)
  if (!reason.trim()) throw new AppError('reason_missing', 400, 'a reason is needed')
  const courseId = visit.course.id
  const enrolment = await deps.store.people.enrolment(courseId, personId)
  if (enrolment?.role !== 'learner')
    throw new AppError('learner_not_found', 404, 'no learner of that id in this course')
  const judged = await loadJudgedCourse(deps, courseId)
  const learner = (await deps.store.participation.facts(courseId, [personId])).get(personId)
  if (!learner) throw new AppError('learner_not_found', 404, 'nobody of that id in this course')
  const held = new Set(learner.awards.filter((award) => award.state === 'live').map((award) => award.level))
  const missing = levelsBelow(deps.ladder, level).find((below) => !held.has(below))
  if (missing) throw new AppError('lower_level_missing', 409, 'a level below is missing', { level: missing })
  const progress = evaluate(judged.facts, learner)
  const grant = { personId, level, progress, by: tutor.id, reason: reason.trim() }
  const written = await issue(deps, judged, [grant], isoNow(deps.clock), (unit) =>
    unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false }),
  )
  if (written.length === 0) throw new AppError('already_held', 409, 'the learner holds this level already')
  await evaluateNow(deps, courseId, personId)
}

/** A tutor takes a level back, and with it every level above. Errors: `reason_missing` 400, `not_held` 409. */
export async function withdraw(
  deps: Deps,
  visit: Visit,
  personId: string,
  level: LevelId,
  reason: string,
): Promise<void> {
  const tutor = requireStaff(visit)
  const words = reason.trim()
  if (!words) throw new AppError('reason_missing', 400, 'a reason is needed')
  const at = isoNow(deps.clock)
  const { id: courseId, platformId } = visit.course
  const withdrawn = await deps.store.write(async (unit) => {
    const rows = await unit.credentials.withdraw(
      courseId,
      personId,
      withLevelsAbove(deps.ladder, level),
      words,
      at,
    )
    await unit.audit.append(
      rows.map((row) => ({
        at,
        platformId,
        courseId,
        actorId: tutor.id,
        action: 'credential.withdrawn',
        subjectId: personId,
        reason: words,
        detail: { credential: row.id, level: row.level },
      })),
    )
    await tell(
      deps,
      unit,
      courseId,
      rows.map(({ id, level }) => ({
        personId,
        kind: 'credential-withdrawn',
        subjectId: id,
        aboutId: null,
        detail: level,
      })),
    )
    if (rows.length > 0) await unit.jobs.send('evaluate', { courseId, personIds: [personId], endsRun: false })
    return rows
  })
  if (withdrawn.length === 0) throw new AppError('not_held', 409, 'the learner does not hold this level')
  await evaluateNow(deps, courseId, personId)
}
