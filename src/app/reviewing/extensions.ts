import type { ExtensionToDecide, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ladderOf } from '../learning/ladder.ts'
import { evaluateNow } from '../learning/record-work.ts'
import type { AuditLine, Extension } from '../model.ts'
import { doerOf, requireStaff } from '../visiting/visit.ts'
import { ownEvidence } from './evidence.ts'
import { evidenceLeaf } from './found.ts'
import { tell, tellReviewers } from './notices.ts'

/** A learner asks for more time. Errors: `reason_missing` 400, `extension_waiting` 409, `extension_needless` 409. */
export async function askForTime(deps: Deps, visit: Visit, reason: string): Promise<void> {
  const person = doerOf(visit)
  if (!reason.trim()) throw new AppError('reason_missing', 400, 'a reason is needed')
  const { id: courseId, platformId } = visit.course
  const { mayAsk, extensions } = await ownEvidence(deps, visit)
  const waiting = () => new AppError('extension_waiting', 409, 'a wish for more time waits already')
  if (extensions.some((one) => one.state === 'asked')) throw waiting()
  if (!mayAsk) throw new AppError('extension_needless', 409, 'more time would change nothing')
  const at = isoNow(deps.clock)
  const extension: Extension = {
    id: deps.random.uuid(),
    courseId,
    personId: person.id,
    reason: reason.trim(),
    askedAt: at,
    state: 'asked',
    until: null,
    decidedAt: null,
    decidedBy: null,
    answer: null,
  }
  const asked = await deps.store.write(async (unit) => {
    if (!(await unit.reviews.askForTime(extension))) return false
    const subject = { subjectId: extension.id, aboutId: person.id }
    await tellReviewers(deps, unit, courseId, { kind: 'time-asked', ...subject, except: [] })
    await unit.audit.append([
      line({
        ...extension,
        at,
        platformId,
        actorId: person.id,
        action: 'extension.asked',
        reason: extension.reason,
      }),
    ])
    return true
  })
  if (!asked) throw waiting()
}

/** A wish for more time, to be decided. Errors: `extension_not_found` 404. */
export async function extensionToDecide(
  deps: Deps,
  visit: Visit,
  extensionId: string,
): Promise<ExtensionToDecide> {
  requireStaff(visit)
  const { store } = deps
  const courseId = visit.course.id
  const extension = await store.reviews.extensionById(courseId, extensionId)
  const person = extension && (await store.people.byId(extension.personId))
  if (!person) throw new AppError('extension_not_found', 404, 'no such wish in this course')
  const { rungs } = await ladderOf(deps, courseId, person)
  return {
    extension,
    person,
    deadline: evidenceLeaf(rungs.at(-1)?.progress?.evaluation)?.reason.deadline ?? null,
    decidedBy: extension.decidedBy === null ? null : await store.people.byId(extension.decidedBy),
  }
}

/**
 * A tutor grants a later day, or refuses with words. Errors: `extension_not_found` 404, `extension_decided` 409 when somebody decided
 * first, `date_too_early` 400 for a day that gives no more time, `feedback_missing` 400.
 */
export async function decideTime(
  deps: Deps,
  visit: Visit,
  extensionId: string,
  decision: { granted: true; until: string; answer: string | null } | { granted: false; answer: string },
): Promise<void> {
  const tutor = requireStaff(visit)
  const { id: courseId, platformId } = visit.course
  const { extension, person, deadline } = await extensionToDecide(deps, visit, extensionId)
  const until = decision.granted ? decision.until : null
  const answer = decision.answer?.trim() || null
  if (until === null && answer === null) throw new AppError('feedback_missing', 400, 'a refusal needs words')
  const earliest = Math.max(deps.clock.now(), deadline === null ? 0 : Date.parse(deadline))
  // Written so that a day that is none is refused as well.
  if (until !== null && !(Date.parse(until) > earliest))
    throw new AppError('date_too_early', 400, 'the day gives no more time')
  const at = isoNow(deps.clock)
  const state = decision.granted ? 'granted' : 'refused'
  const decided = await deps.store.write(async (unit) => {
    const stands = { state, until, by: tutor.id, at, answer } as const
    if (!(await unit.reviews.decideTime(courseId, extensionId, stands))) return false
    await unit.notices.settle(courseId, extensionId, ['time-asked'], at)
    await tell(deps, unit, courseId, [
      { personId: person.id, kind: `time-${state}`, subjectId: extensionId, aboutId: null, detail: until },
    ])
    await unit.audit.append([
      line({
        ...extension,
        at,
        platformId,
        actorId: tutor.id,
        action: `extension.${state}`,
        reason: answer,
        until,
      }),
    ])
    await unit.jobs.send('evaluate', { courseId, personIds: [person.id], endsRun: false })
    return true
  })
  if (!decided) throw new AppError('extension_decided', 409, 'somebody decided first')
  await evaluateNow(deps, courseId, person.id)
}

function line(
  about: Pick<Extension, 'id' | 'courseId' | 'personId' | 'until'> &
    Pick<AuditLine, 'at' | 'platformId' | 'actorId' | 'action' | 'reason'>,
): AuditLine {
  const { at, platformId, courseId, actorId, action, reason, personId, id, until } = about
  return {
    at,
    platformId,
    courseId,
    actorId,
    action,
    subjectId: personId,
    reason,
    detail: { extension: id, until },
  }
}
