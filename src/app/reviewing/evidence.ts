import type { EvidenceInProgress, EvidenceInput, OwnEvidence, Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ownerOf, settleAll } from '../files/owner.ts'
import { removeBytes } from '../files/remove.ts'
import { type WithFiles, withFiles } from '../files/with-files.ts'
import { type Showable, shownEvidence } from '../issuing/evidence.ts'
import { ladderOf } from '../learning/ladder.ts'
import { evaluateNow } from '../learning/record-work.ts'
import type { EvidenceDraft, EvidencePart, EvidenceRecord } from '../model.ts'
import type { FileOwner, UnitOfWork } from '../ports.ts'
import { doerOf, learnerOf } from '../visiting/visit.ts'
import { evidenceLeaf, reviewed } from './found.ts'
import { readLinks } from './links.ts'
import { tellReviewers } from './notices.ts'

/** Of a learner's reason, more time could change something. */
const OPEN_REASONS: readonly (string | undefined)[] = [
  'evidence-none',
  'evidence-waiting',
  'evidence-returned',
  'evidence-declined',
  'evidence-late',
]

/** A learner's own evidence, what was said of it, and what they may do now. */
export async function ownEvidence(deps: Deps, visit: Visit): Promise<OwnEvidence> {
  const person = learnerOf(visit)
  const { store } = deps
  const courseId = visit.course.id
  const [ladder, draft, extensions, settings] = await Promise.all([
    ladderOf(deps, courseId, person),
    store.reviews.draft(courseId, person.id),
    store.reviews.extensions(courseId, person.id),
    store.settings.of(courseId),
  ])
  const top = ladder.rungs.at(-1)
  const leaf = evidenceLeaf(top?.progress?.evaluation)
  const deadline = leaf?.reason.deadline ?? null
  const ended = top?.expired === true ? (top.credential?.expiresAt ?? null) : null
  const held = top?.state === 'earned' && ended === null
  const waiting = extensions.some((one) => one.state === 'asked')
  const [drafted = null] = await withFiles(deps, courseId, draft ? [draft] : [])
  const evidence = (await reviewed(deps, courseId, ladder.evidence)).map((record) => ({
    ...record,
    // Two who do not agree are a matter between them: the learner reads those whose word stands.
    reviews: record.reviews.filter((review) => review.verdict === record.state),
    preview: shownEvidence(deps.words, record),
  }))
  return {
    course: visit.course,
    person,
    evidence,
    draft: drafted && { ...drafted, preview: shownEvidence(deps.words, asShown(drafted)) },
    extensions,
    rubric: settings.evidence.rubric,
    deadline,
    // What was shown for one that is over shows nothing for the next.
    state: stateOf(
      held,
      top?.progress?.blockedBy != null,
      evidence.filter(({ submittedAt }) => ended === null || Date.parse(submittedAt) > Date.parse(ended)),
    ),
    mayAsk: !held && !waiting && deadline !== null && OPEN_REASONS.includes(leaf?.reason.code),
    credentialId: held ? (top.credential?.id ?? null) : null,
  }
}

/** A draft as it would be handed in; addresses that are wrong are told of then. */
function asShown(draft: WithFiles<EvidenceDraft>): Showable {
  const institution = draft.institution.trim() || null
  return { ...draft, institution, links: readLinks(draft.links).links }
}

function stateOf(
  held: boolean,
  blocked: boolean,
  evidence: readonly Pick<EvidenceRecord, 'state'>[],
): OwnEvidence['state'] {
  if (held) return 'done'
  if (evidence.some((one) => one.state === 'submitted')) return 'waiting'
  if (evidence.at(0)?.state === 'accepted') return 'done'
  return blocked ? 'locked' : 'open'
}

/** Keeps what a learner wrote so far, as they typed it, and its files. Errors: `file_not_found` 404. */
export async function saveDraft(deps: Deps, visit: Visit, draft: EvidenceInProgress): Promise<void> {
  const owner = ownerOf(visit, 'evidence')
  const { courseId, personId } = owner
  const savedAt = isoNow(deps.clock)
  const released = await deps.store.write(async (unit) => {
    await settleAll(unit, owner, draft.files, 'draft', savedAt)
    const before = await unit.reviews.draft(courseId, personId)
    await unit.reviews.saveDraft({ ...draft, courseId, personId, savedAt })
    return releaseDropped(unit, owner, before, draft.files, savedAt)
  })
  await removeBytes(deps, released)
}

/** Gives up files of a draft that are no longer wanted; answers those whose bytes are to be removed. */
async function releaseDropped(
  unit: UnitOfWork,
  owner: FileOwner,
  draft: EvidenceDraft | null,
  kept: readonly string[],
  at: string,
): Promise<string[]> {
  const dropped = (draft?.files ?? []).filter((id) => !kept.includes(id))
  return unit.files.release(owner, dropped, at)
}

/**
 * A learner tells how the course changed their practice. Errors: `evidence_locked` 409 while a level below is missing,
 * `evidence_waiting` 409 while an earlier one waits for a tutor, `file_not_found` 404.
 */
export async function submitEvidence(deps: Deps, visit: Visit, evidence: EvidenceInput): Promise<void> {
  const person = doerOf(visit)
  const owner = ownerOf(visit, 'evidence')
  const { id: courseId, platformId } = visit.course
  const held = new Set(
    (await deps.store.credentials.ofLearner(courseId, person.id))
      .filter((row) => row.state === 'live')
      .map((row) => row.level),
  )
  const top = deps.ladder.levels.at(-1)
  const missing = top?.requires.find((level) => !held.has(level))
  if (missing) throw new AppError('evidence_locked', 409, 'a level below is missing', { level: missing })
  const at = isoNow(deps.clock)
  const record: EvidenceRecord = {
    id: deps.random.uuid(),
    courseId,
    personId: person.id,
    state: 'submitted',
    ...evidence,
    stage: 'first',
    credentialId: null,
    submittedAt: at,
    decidedAt: null,
    decidedBy: null,
    feedback: null,
  }
  const released = await deps.store.write(async (unit) => {
    if (!(await unit.work.submitEvidence(record))) return null
    await settleAll(unit, owner, evidence.files, 'handed-in', at)
    const dropped = await releaseDropped(
      unit,
      owner,
      await unit.reviews.draft(courseId, person.id),
      evidence.files,
      at,
    )
    await unit.reviews.dropDraft(courseId, person.id)
    const subject = { subjectId: record.id, aboutId: person.id }
    await tellReviewers(deps, unit, courseId, { kind: 'evidence-waits', ...subject, except: [] })
    await unit.audit.append([
      {
        at,
        platformId,
        courseId,
        actorId: person.id,
        action: 'evidence.submitted',
        subjectId: person.id,
        reason: null,
        detail: { evidence: record.id, files: evidence.files.length },
      },
    ])
    await unit.jobs.send('evaluate', { courseId, personIds: [person.id], endsRun: false })
    return dropped
  })
  if (!released) throw new AppError('evidence_waiting', 409, 'evidence waits for a tutor already')
  await removeBytes(deps, released)
  await evaluateNow(deps, courseId, person.id)
}

/**
 * What of it a stranger may see from the award on. Errors: `evidence_not_found` 404; `evidence_sealed` 409 once a credential was signed
 * with it.
 */
export async function shareEvidence(
  deps: Deps,
  visit: Visit,
  evidenceId: string,
  parts: readonly EvidencePart[],
): Promise<void> {
  const person = doerOf(visit)
  const { id: courseId, platformId } = visit.course
  const record = await deps.store.work.evidenceById(courseId, evidenceId)
  if (record?.personId !== person.id)
    throw new AppError('evidence_not_found', 404, 'no such evidence of this learner')
  const changed = await deps.store.write(async (unit) => {
    if (!(await unit.reviews.share(courseId, person.id, evidenceId, parts))) return false
    await unit.audit.append([
      {
        at: isoNow(deps.clock),
        platformId,
        courseId,
        actorId: person.id,
        action: 'evidence.shared',
        subjectId: person.id,
        reason: null,
        detail: { evidence: evidenceId, parts: parts.join(', ') },
      },
    ])
    return true
  })
  if (!changed) throw new AppError('evidence_sealed', 409, 'a credential was signed with it')
}
