import type { LevelId } from '../../core/ladder.ts'
import type { Decision, DecisionOutcome } from '../contract/awards.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Grant } from '../issuing/grant.ts'
import { issue } from '../issuing/issue.ts'
import { evaluateLearners } from '../judging/evaluate-learners.ts'
import type { AuditLine, Credential, Ruling, WithdrawalCause } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { tell } from '../reviewing/notices.ts'
import { requireStaff } from '../visiting/visit.ts'
import { type Judged, judgeDecision } from './outcomes.ts'
import { reissueFor } from './reissue.ts'

/** What a decision would do now; writes nothing. */
export async function previewDecision(
  deps: Deps,
  visit: Visit,
  decision: Decision,
): Promise<DecisionOutcome[]> {
  requireStaff(visit)
  return [...(await judgeDecision(deps, visit.course.id, decision)).outcomes]
}

/** Decides for all of them in one unit of work; who cannot be decided on is left out. Errors: those of `Awards.decide`. */
export async function decideFor(
  deps: Deps,
  visit: Visit,
  decision: Decision,
  reason: string,
): Promise<DecisionOutcome[]> {
  const { id: by } = requireStaff(visit)
  const words = reason.trim()
  if (!words && decision.kind !== 'approve') throw new AppError('reason_missing', 400, 'a reason is needed')
  const judged = await judgeDecision(deps, visit.course.id, decision)
  const outcomes = judged.outcomes.filter(({ refusal }) => refusal === null)
  if (outcomes.length === 0) throw new AppError('nothing_to_decide', 409, 'nobody can be decided on')
  const at = isoNow(deps.clock)
  const act = { deps, visit, judged, outcomes, by, words, at, cause: decision.cause ?? null }
  if (decision.kind === 'award' || decision.kind === 'approve') await award(act, decision.kind)
  else if (decision.kind === 'withdraw') await withdrawAll(act)
  else if (decision.kind === 'reissue')
    await reissueFor(deps, visit.course.id, outcomes, {
      by,
      reason: words,
      earnedOn: decision.earnedOn ?? null,
    })
  else await rule(act, decision.kind === 'keep' ? 'kept' : 'declined')
  await evaluateAtOnce(act)
  return [...judged.outcomes]
}

/** One learner, one level. Errors: `reason_missing` 400, `lower_level_missing` 409, `already_held` 409, `learner_not_found` 404. */
export function awardByHand(
  deps: Deps,
  visit: Visit,
  personId: string,
  level: LevelId,
  reason: string,
): Promise<void> {
  return decideForOne(
    deps,
    visit,
    { kind: 'award', targets: [{ personId, level }], withBelow: false },
    reason,
  )
}

/** One learner, one level and every level above. Errors: `reason_missing` 400, `not_held` 409, `learner_not_found` 404. */
export function withdraw(
  deps: Deps,
  visit: Visit,
  personId: string,
  level: LevelId,
  reason: string,
): Promise<void> {
  const decision = { kind: 'withdraw', targets: [{ personId, level }], withBelow: false } as const
  return decideForOne(deps, visit, decision, reason)
}

async function decideForOne(deps: Deps, visit: Visit, decision: Decision, reason: string): Promise<void> {
  requireStaff(visit)
  if (!reason.trim()) throw new AppError('reason_missing', 400, 'a reason is needed')
  const [outcome] = (await judgeDecision(deps, visit.course.id, decision)).outcomes
  if (outcome?.refusal) {
    const { code, level } = outcome.refusal
    throw new AppError(code, 409, `the decision is refused: ${code}`, { level })
  }
  await decideFor(deps, visit, decision, reason)
}

interface Act {
  readonly deps: Deps
  readonly visit: Visit
  readonly judged: Judged
  readonly outcomes: readonly DecisionOutcome[]
  readonly by: string
  readonly words: string
  readonly at: string
  readonly cause: WithdrawalCause | null
}

async function award(act: Act, kind: 'award' | 'approve'): Promise<void> {
  const { deps, judged, outcomes, by, words, at } = act
  const grants = outcomes.flatMap(({ person, levels }) =>
    levels.map(
      (level): Grant => ({
        personId: person.id,
        level,
        progress: judged.progressOf(person.id),
        by,
        reason: words || null,
        ...(kind === 'approve' && { approves: true }),
      }),
    ),
  )
  const written = await issue(deps, judged.course, grants, at, async (unit) => {
    // Whoever awards what the criteria do not find has answered the question whether it should stand.
    if (kind === 'award') await unit.rulings.add(grants.flatMap((grant) => keptAgainst(act, grant)))
    await evaluateAgain(unit, act)
  })
  if (written.length === 0) throw new AppError('already_held', 409, 'the learner holds this level already')
}

function keptAgainst(act: Act, { personId, level, progress }: Grant): Ruling[] {
  const met = progress.levels.some((one) => one.level === level && one.evaluation.outcome === 'met')
  return met ? [] : [rulingOf(act, 'kept', personId, level)]
}

async function withdrawAll(act: Act): Promise<void> {
  const { deps, visit, outcomes, words, at, cause } = act
  const withdrawn = await deps.store.write(async (unit) => {
    const rows: Credential[] = []
    for (const { person, levels } of outcomes)
      rows.push(...(await unit.credentials.withdraw(visit.course.id, person.id, levels, words, at, cause)))
    await tellWithdrawn(deps, unit, lineOf(act), rows)
    if (rows.length > 0) await evaluateAgain(unit, act)
    return rows
  })
  if (withdrawn.length === 0) throw new AppError('not_held', 409, 'the learner does not hold this level')
}

/** What follows from a withdrawal wherever it comes from: the record, the learner's news, the gradebook. */
export async function tellWithdrawn(
  deps: Deps,
  unit: UnitOfWork,
  line: Pick<AuditLine, 'at' | 'platformId' | 'actorId'> & { readonly courseId: string },
  rows: readonly Credential[],
): Promise<void> {
  await unit.audit.append(rows.map((row) => ({ ...line, ...withdrawalOf(row, 'credential.withdrawn') })))
  const news = rows.map(({ id, personId, level }) => ({
    personId,
    kind: 'credential-withdrawn' as const,
    subjectId: id,
    aboutId: null,
    detail: level,
  }))
  await tell(deps, unit, line.courseId, news)
  await retractScores(unit, rows)
}

/** A score that may stand in the gradebook is taken out of it now, whatever else waits for its time. */
export async function retractScores(unit: UnitOfWork, rows: readonly Credential[]): Promise<void> {
  const [offered] = rows.filter(({ offeredAt }) => offeredAt !== null)
  if (!offered) return
  const { courseId } = offered
  await unit.jobs.send('publish', { courseId }, { key: courseId, hasten: true })
}

async function rule(act: Act, ruling: Ruling['ruling']): Promise<void> {
  const { deps, outcomes, words } = act
  await deps.store.write(async (unit) => {
    await unit.rulings.add(outcomes.map(({ person, level }) => rulingOf(act, ruling, person.id, level)))
    await unit.audit.append(
      outcomes.map(({ person, level }) => ({
        ...lineOf(act),
        action: ruling === 'kept' ? ('credential.kept' as const) : ('proposal.declined' as const),
        subjectId: person.id,
        reason: words,
        detail: { level, criteriaVersion: act.judged.course.version.version },
      })),
    )
    await evaluateAgain(unit, act)
  })
}

function rulingOf(
  { judged, words, by, at }: Act,
  ruling: Ruling['ruling'],
  personId: string,
  level: LevelId,
): Ruling {
  const { course, version } = judged.course
  return {
    courseId: course.id,
    personId,
    level,
    ruling,
    criteriaVersion: version.version,
    reason: words,
    decidedBy: by,
    decidedAt: at,
  }
}

/** What is recorded of a credential that was taken back. */
export function withdrawalLine(
  act: Pick<Act, 'visit' | 'by' | 'at'>,
  row: Credential,
  action: 'credential.withdrawn' | 'credential.undone',
): AuditLine {
  return { ...lineOf(act), ...withdrawalOf(row, action) }
}

function withdrawalOf(row: Credential, action: 'credential.withdrawn' | 'credential.undone') {
  return {
    action,
    subjectId: row.personId,
    reason: action === 'credential.undone' ? null : row.withdrawnReason,
    detail: { credential: row.id, level: row.level },
  }
}

function lineOf({ visit: { course }, by, at }: Pick<Act, 'visit' | 'by' | 'at'>) {
  return { at, platformId: course.platformId, courseId: course.id, actorId: by }
}

const idsOf = (outcomes: readonly DecisionOutcome[]) => [...new Set(outcomes.map(({ person }) => person.id))]

function evaluateAgain(
  unit: UnitOfWork,
  { visit, outcomes }: Pick<Act, 'visit' | 'outcomes'>,
): Promise<void> {
  return unit.jobs.send('evaluate', { courseId: visit.course.id, personIds: idsOf(outcomes), endsRun: false })
}

/** So that the next page already shows it. The job enqueued with the decision is what makes it certain. */
async function evaluateAtOnce({ deps, visit, outcomes }: Act): Promise<void> {
  try {
    await evaluateLearners(deps, visit.course.id, idsOf(outcomes))
  } catch (err) {
    deps.log.warn({ course: visit.course.id, err }, 'evaluation at once failed; the job will do it')
  }
}
