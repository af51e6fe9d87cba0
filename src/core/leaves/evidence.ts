import type { Criterion } from '../criteria.ts'
import { addMonths, byTime, instant, latest } from '../instant.ts'
import type { Evidence } from '../participation.ts'
import type { Evaluation, Outcome, ReasonCode } from '../progress.ts'
import type { LeafContext } from './context.ts'

type EvidenceCriterion = Extract<Criterion, { type: 'evidence' }>

const CODES = {
  submitted: 'evidence-waiting',
  // Accepted in time is asked first, so an accepted one that comes this far was late.
  accepted: 'evidence-late',
  returned: 'evidence-returned',
  declined: 'evidence-declined',
} as const satisfies Record<Evidence['state'], ReasonCode>

/**
 * Accepted evidence, handed in by the deadline (to the millisecond, inclusive), once the levels below are held: before that it
 * cannot show what came of them. Time runs from the course's end, or from the highest award below where the VLE does not tell
 * when the course ends; without either there is no deadline. More time that a tutor granted moves the deadline to a later day and never
 * to an earlier one. There is no clock here: late evidence is told by its own time.
 */
export function evidence(context: LeafContext, criterion: EvidenceCriterion): Evaluation {
  const deadline = deadlineOf(context, criterion)
  const answer = (outcome: Outcome, code: ReasonCode, seenAt?: string): Evaluation => ({
    type: 'evidence',
    outcome,
    reason: {
      code,
      ...(deadline === null ? {} : { deadline }),
      ...(seenAt === undefined ? {} : { seenAt }),
    },
    children: [],
  })
  if (!context.belowHeld) return answer('not-yet', 'evidence-locked')

  const latestFirst = [...context.learner.evidence].sort(
    (a, b) => byTime(b.submittedAt, a.submittedAt) || (a.id < b.id ? -1 : 1),
  )
  const accepted = latestFirst.find((item) => item.state === 'accepted' && inTime(item, deadline))
  if (accepted) return answer('met', 'evidence-accepted', accepted.submittedAt)
  const [last] = latestFirst
  return last ? answer('not-yet', CODES[last.state], last.submittedAt) : answer('not-yet', 'evidence-none')
}

function inTime({ submittedAt }: Evidence, deadline: string | null): boolean {
  return deadline === null || instant(submittedAt) <= instant(deadline)
}

function deadlineOf(context: LeafContext, criterion: EvidenceCriterion): string | null {
  const byRule = deadlineByRule(context, criterion)
  if (byRule === null) return null
  const granted = (context.learner.extensions ?? []).filter((until) => !Number.isNaN(instant(until)))
  return latest([byRule, ...granted]) ?? null
}

function deadlineByRule(
  { course, belowAwardedAt }: LeafContext,
  { months, from }: EvidenceCriterion,
): string | null {
  const ends = from === 'course-end' && course.endsAt !== null ? addMonths(course.endsAt, months) : null
  if (ends !== null) return ends
  return belowAwardedAt === null ? null : addMonths(belowAwardedAt, months)
}
