import type { EvidenceToReview, ReviewDecision, ReviewedEvidence, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ladderOf } from '../learning/ladder.ts'
import { evaluateNow } from '../learning/record-work.ts'
import type { EvidenceRecord, EvidenceReview, Judgement, ReviewStage, Verdict } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'
import { evidenceLeaf, reviewed } from './found.ts'
import { REVIEW_KINDS, tell, tellReviewers } from './notices.ts'

/** One piece of evidence as a reviewer sees it. Errors: `evidence_not_found` 404. */
export async function evidenceToReview(
  deps: Deps,
  visit: Visit,
  evidenceId: string,
): Promise<EvidenceToReview> {
  const reviewer = requireStaff(visit)
  const { store } = deps
  const courseId = visit.course.id
  const record = await store.work.evidenceById(courseId, evidenceId)
  const person = record && (await store.people.byId(record.personId))
  if (!person) throw new AppError('evidence_not_found', 404, 'no such evidence in this course')
  const [ladder, settings] = await Promise.all([
    ladderOf(deps, courseId, person),
    store.settings.of(courseId),
  ])
  const all = await reviewed(deps, courseId, ladder.evidence)
  const evidence = all.find(({ id }) => id === evidenceId)
  if (!evidence) throw new AppError('evidence_not_found', 404, 'no such evidence in this course')
  const reviewerIds = [...new Set(all.flatMap(({ reviews }) => reviews.map((one) => one.reviewerId)))]
  const reviewers = await store.people.byIds(reviewerIds)
  const isOwn = evidence.reviews.some((review) => review.reviewerId === reviewer.id)
  return {
    person,
    evidence: { ...evidence, reviews: isOwn ? evidence.reviews : readable(evidence, evidence.reviews) },
    earlier: all.filter((one) => one.submittedAt < evidence.submittedAt),
    rubric: settings.evidence.rubric,
    secondReviewer: settings.evidence.secondReviewer,
    deadline: evidenceLeaf(ladder.rungs.at(-1)?.progress?.evaluation)?.reason.deadline ?? null,
    reviewers: new Map(reviewers.map((one) => [one.id, one])),
    closed: evidence.state !== 'submitted' ? 'decided' : isOwn ? 'own-review' : null,
  }
}

/** A second reviewer makes up their own mind: what the first one wrote is shown when they have. */
function readable({ state, stage }: ReviewedEvidence, reviews: readonly EvidenceReview[]): EvidenceReview[] {
  const hidden = state === 'submitted' && stage === 'second'
  return reviews.map((review) => (hidden ? { ...review, feedback: null, judgements: [] } : review))
}

/**
 * What a review leads to. Where a second reviewer is asked for, the first acceptance waits for another person; whom that person
 * contradicts, a third one decides. A first "no" stands by itself: the learner can hand in again.
 */
export function afterReview(
  stage: ReviewStage,
  verdict: Verdict,
  secondReviewer: boolean,
): Pick<EvidenceRecord, 'state' | 'stage'> {
  if (stage === 'first' && verdict === 'accepted' && secondReviewer)
    return { state: 'submitted', stage: 'second' }
  if (stage === 'second' && verdict !== 'accepted') return { state: 'submitted', stage: 'disagreement' }
  return { state: verdict, stage }
}

/** A reviewer decides. Answers how the evidence stands then. Errors: see `Reviews.decide`. */
export async function decideEvidence(
  deps: Deps,
  visit: Visit,
  evidenceId: string,
  decision: ReviewDecision,
): Promise<EvidenceRecord['state']> {
  const reviewer = requireStaff(visit)
  const { store } = deps
  const { id: courseId, platformId } = visit.course
  const [evidence, settings] = await Promise.all([
    store.work.evidenceById(courseId, evidenceId),
    store.settings.of(courseId),
  ])
  if (!evidence) throw new AppError('evidence_not_found', 404, 'no such evidence in this course')
  const feedback = decision.feedback?.trim() || null
  if (decision.state !== 'accepted' && !feedback)
    throw new AppError('feedback_missing', 400, 'a refusal needs words')
  const judgements = judged(settings.evidence.rubric, decision.judgements)
  const at = isoNow(deps.clock)
  const { stage, state: verdict } = decision
  const then = afterReview(stage, verdict, settings.evidence.secondReviewer)
  const review: EvidenceReview = {
    evidenceId,
    stage,
    reviewerId: reviewer.id,
    verdict,
    feedback,
    judgements,
    at,
  }
  const stands = await store.write(async (unit) => {
    if (!(await unit.reviews.review(courseId, review, then))) return false
    await unit.audit.append([
      {
        at,
        platformId,
        courseId,
        actorId: reviewer.id,
        action: then.state === 'submitted' ? 'evidence.reviewed' : `evidence.${then.state}`,
        subjectId: evidence.personId,
        reason: feedback,
        detail: { evidence: evidenceId, stage, verdict },
      },
    ])
    await unit.notices.settle(courseId, evidenceId, REVIEW_KINDS, at)
    await tellWhoIsNext(deps, unit, evidence, then)
    if (then.state !== 'submitted')
      await unit.jobs.send('evaluate', { courseId, personIds: [evidence.personId], endsRun: false })
    return true
  })
  if (!stands) throw await whyNot(deps, courseId, evidenceId, reviewer.id)
  if (then.state !== 'submitted') await evaluateNow(deps, courseId, evidence.personId)
  return then.state
}

/** Every line of the rubric has its answer, in the words that stand in it now. */
function judged(rubric: readonly string[], judgements: readonly Judgement[]): readonly Judgement[] {
  const same = rubric.length === judgements.length && rubric.every((line, n) => judgements[n]?.line === line)
  if (!same) throw new AppError('rubric_changed', 409, 'the rubric has other lines by now')
  return judgements
}

async function tellWhoIsNext(
  deps: Deps,
  unit: UnitOfWork,
  { id, courseId, personId }: EvidenceRecord,
  { state, stage }: Pick<EvidenceRecord, 'state' | 'stage'>,
): Promise<void> {
  if (state !== 'submitted') {
    const kind = `evidence-${state}` as const
    return tell(deps, unit, courseId, [{ personId, kind, subjectId: id, aboutId: null, detail: null }])
  }
  const kind = stage === 'second' ? 'evidence-second' : 'evidence-disagreement'
  const reviews = (await unit.reviews.reviews(courseId, [id])).get(id) ?? []
  const except = reviews.map(({ reviewerId }) => reviewerId)
  await tellReviewers(deps, unit, courseId, { kind, subjectId: id, aboutId: personId, except })
}

async function whyNot(
  { store }: Deps,
  courseId: string,
  evidenceId: string,
  reviewerId: string,
): Promise<AppError> {
  const evidence = await store.work.evidenceById(courseId, evidenceId)
  const reviews = (await store.reviews.reviews(courseId, [evidenceId])).get(evidenceId) ?? []
  const own = evidence?.state === 'submitted' && reviews.some((one) => one.reviewerId === reviewerId)
  return own
    ? new AppError('own_review', 409, 'the same person reviewed it before')
    : new AppError('evidence_decided', 409, 'somebody decided first')
}
