import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { EvidenceRecord } from '../model.ts'
import { doerOf, requireStaff } from '../visiting/visit.ts'
import { evaluateNow } from './record-work.ts'

/**
 * A learner tells how the course changed their practice. Errors: `evidence_locked` 409 while a level below is missing,
 * `evidence_waiting` 409 while an earlier one waits for a tutor.
 */
export async function submitEvidence(
  deps: Deps,
  visit: Visit,
  words: { ownPractice: string; institution: string | null },
): Promise<void> {
  const person = doerOf(visit)
  const courseId = visit.course.id
  const held = new Set(
    (await deps.store.credentials.ofLearner(courseId, person.id))
      .filter((row) => row.state === 'live')
      .map((row) => row.level),
  )
  const top = deps.ladder.levels.at(-1)
  const missing = top?.requires.find((level) => !held.has(level))
  if (missing) throw new AppError('evidence_locked', 409, 'a level below is missing', { level: missing })
  const record: EvidenceRecord = {
    id: deps.random.uuid(),
    courseId,
    personId: person.id,
    state: 'submitted',
    ...words,
    submittedAt: isoNow(deps.clock),
    decidedAt: null,
    decidedBy: null,
    feedback: null,
  }
  const taken = await deps.store.write(async (unit) => {
    if (!(await unit.work.submitEvidence(record))) return false
    await unit.jobs.send('evaluate', { courseId, personIds: [person.id], endsRun: false })
    return true
  })
  if (!taken) throw new AppError('evidence_waiting', 409, 'evidence waits for a tutor already')
  await evaluateNow(deps, courseId, person.id)
}

/** A tutor decides on evidence. Errors: `evidence_decided` 409 when somebody decided first, `feedback_missing` 400. */
export async function decideEvidence(
  deps: Deps,
  visit: Visit,
  evidenceId: string,
  decision: { state: 'accepted' | 'returned' | 'declined'; feedback: string | null },
): Promise<void> {
  const tutor = requireStaff(visit)
  const courseId = visit.course.id
  const evidence = await deps.store.work.evidenceById(courseId, evidenceId)
  if (!evidence) throw new AppError('evidence_not_found', 404, 'no such evidence in this course')
  if (decision.state !== 'accepted' && !decision.feedback?.trim())
    throw new AppError('feedback_missing', 400, 'a refusal needs words')
  const at = isoNow(deps.clock)
  const decided = await deps.store.write(async (unit) => {
    if (!(await unit.work.decideEvidence(courseId, evidenceId, { ...decision, by: tutor.id, at })))
      return false
    await unit.audit.append([
      {
        at,
        platformId: visit.course.platformId,
        courseId,
        actorId: tutor.id,
        action: `evidence.${decision.state}`,
        subjectId: evidence.personId,
        reason: decision.feedback,
        detail: { evidence: evidenceId },
      },
    ])
    await unit.jobs.send('evaluate', { courseId, personIds: [evidence.personId], endsRun: false })
    return true
  })
  if (!decided) throw new AppError('evidence_decided', 409, 'somebody decided first')
  await evaluateNow(deps, courseId, evidence.personId)
}
