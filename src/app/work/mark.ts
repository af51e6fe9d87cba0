import type { WorkApp } from '../contract/work.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { evaluateNow } from '../learning/record-work.ts'
import type { Mark, Submission } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'

/** Marks a hand-in, or marks it anew. The learner's record gets the score, and the gradebook gets it with the feedback. */
export async function mark(
  deps: Deps,
  visit: Visit,
  submissionId: string,
  given: Parameters<WorkApp['mark']>[2],
): Promise<void> {
  const tutor = requireStaff(visit)
  const { id: courseId, platformId } = visit.course
  const personId = await deps.store.write(async (unit) => {
    const { submission, maximum, before } = await toMark(unit, courseId, submissionId)
    if (!(given.score >= 0 && given.score <= maximum))
      throw new AppError('score_out_of_range', 422, 'a score over the maximum', { maximum: String(maximum) })
    const at = markedAt(deps, submission, before)
    const { score, feedback, basedOn } = given
    const next: Mark = {
      submissionId,
      number: basedOn + 1,
      score,
      maximum,
      feedback,
      markedAt: at,
      markedBy: tutor.id,
    }
    const stale = basedOn !== before.length
    if (stale || !(await unit.coursework.mark(next)))
      throw new AppError('already_marked', 409, 'somebody marked this hand-in meanwhile')
    await record(unit, courseId, submission, next)
    await unit.audit.append([
      {
        at,
        platformId,
        courseId,
        actorId: tutor.id,
        action: 'work.marked',
        subjectId: submission.personId,
        reason: feedback,
        detail: {
          activity: submission.activityId,
          submission: submissionId,
          before: before[0]?.score ?? null,
          score,
          maximum,
        },
      },
    ])
    const data = { courseId, activityId: submission.activityId, personId: submission.personId }
    await unit.jobs.send('evaluate', { courseId, personIds: [submission.personId], endsRun: false })
    await unit.jobs.send('post-work', data)
    return submission.personId
  })
  await evaluateNow(deps, courseId, personId)
}

/** What is marked, as it stands now. */
async function toMark(
  unit: UnitOfWork,
  courseId: string,
  submissionId: string,
): Promise<{ submission: Submission; maximum: number; before: Mark[] }> {
  const submission = await unit.coursework.byId(courseId, submissionId)
  if (!submission) throw new AppError('work_not_found', 404, 'no such hand-in in this course')
  const [latest, marking, before] = [
    await unit.coursework.latest(submission.activityId, submission.personId),
    await unit.coursework.marking(submission.activityId),
    await unit.coursework.marks([submissionId]),
  ]
  if (latest?.id !== submissionId) throw new AppError('work_changed', 409, 'there is a newer hand-in')
  if (!marking?.maximum) throw new AppError('marking_off', 409, 'this work is not marked')
  return { submission, maximum: marking.maximum, before }
}

/** What was seen of the learner stays seen when it was: only the score is new. */
async function record(
  unit: UnitOfWork,
  courseId: string,
  { activityId, personId, submittedAt }: Submission,
  { score, maximum, markedBy }: Mark,
): Promise<void> {
  const facts = (await unit.participation.facts(courseId, [personId])).get(personId)
  const before = facts?.participation.find((one) => one.activityId === activityId)
  await unit.participation.saveChanged(courseId, [
    {
      ...before,
      personId,
      activityId,
      completed: true,
      score,
      maximum,
      observedAt: before?.observedAt ?? submittedAt,
      origin: 'marking',
      recordedBy: markedBy,
    },
  ])
}

/** The gradebook takes a score only if it is later, in whole seconds, than the one before. */
function markedAt({ clock }: Deps, { submittedAt }: Submission, before: readonly Mark[]): string {
  const last = Math.max(...[submittedAt, ...before.map((one) => one.markedAt)].map((at) => Date.parse(at)))
  return new Date(Math.max(clock.now(), last + 1_000)).toISOString()
}
