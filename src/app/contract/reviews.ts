/** Evidence for the highest level: what learners write, how it is reviewed, and what people are told of it. */
import type { ShownEvidence } from '../../openbadges/types.ts'
import type { Visit } from '../contract.ts'
import type { WithFiles } from '../files/with-files.ts'
import type {
  Course,
  EvidenceDraft,
  EvidencePart,
  EvidenceRecord,
  EvidenceReview,
  Extension,
  Judgement,
  Person,
  ReviewStage,
  Verdict,
} from '../model.ts'
import type {
  ContactChoice,
  NoticesQuery,
  QueueFilter,
  QueueListing,
  QueueQuery,
  ToldNotice,
} from '../ports.ts'

export interface EvidenceInput {
  readonly ownPractice: string
  readonly institution: string | null
  /** https addresses. */
  readonly links: readonly string[]
  /** Ids. */
  readonly files: readonly string[]
  readonly shared: readonly EvidencePart[]
}

/** As it was typed so far. */
export type EvidenceInProgress = Omit<EvidenceDraft, 'courseId' | 'personId' | 'savedAt'>

export interface ReviewedEvidence extends WithFiles<EvidenceRecord> {
  readonly reviews: readonly EvidenceReview[]
}

/** What a stranger would see of it in the credential, as things stand. */
export interface Previewed {
  readonly preview: readonly ShownEvidence[]
}

/** A learner's own evidence, with everything that came of it. */
export interface OwnEvidence {
  readonly course: Course
  readonly person: Person
  /** Newest first. Of its reviews those alone whose word stands. */
  readonly evidence: readonly (ReviewedEvidence & Previewed)[]
  readonly draft: (WithFiles<EvidenceDraft> & Previewed) | null
  /** Newest first. */
  readonly extensions: readonly Extension[]
  /** What reviewers look for. */
  readonly rubric: readonly string[]
  /** Until when it may be handed in; `null`: nothing ends it. */
  readonly deadline: string | null
  /** `waiting`: handed in. `done`: accepted, or the level is held. `locked`: a level below is missing. */
  readonly state: 'locked' | 'open' | 'waiting' | 'done'
  /** More time may be asked for now. */
  readonly mayAsk: boolean
  /** The public page of the credential that it earned. */
  readonly credentialId: string | null
}

/** One piece of evidence as a reviewer sees it. */
export interface EvidenceToReview {
  readonly person: Person
  readonly evidence: ReviewedEvidence
  /** Handed in before this one, newest first. */
  readonly earlier: readonly ReviewedEvidence[]
  readonly rubric: readonly string[]
  readonly secondReviewer: boolean
  readonly deadline: string | null
  /** Names of those who reviewed any of it, by person id. */
  readonly reviewers: ReadonlyMap<string, Person>
  /** Why this person decides nothing here now. */
  readonly closed: 'decided' | 'own-review' | null
}

export interface ReviewQueue {
  readonly listing: QueueListing
  readonly counts: Record<QueueFilter | 'all' | 'time', number>
  readonly extensions: readonly { readonly extension: Extension; readonly person: Person }[]
}

export interface ReviewDecision {
  readonly state: Verdict
  readonly feedback: string | null
  /** As the reviewer saw it: who looked at it meanwhile is shown to them first. */
  readonly stage: ReviewStage
  /** One for each line of the rubric, in its order. */
  readonly judgements: readonly Judgement[]
}

export interface ExtensionToDecide {
  readonly extension: Extension
  readonly person: Person
  readonly deadline: string | null
  readonly decidedBy: Person | null
}

export interface NoticeListing {
  readonly total: number
  readonly rows: readonly ToldNotice[]
}

export interface Reviews {
  /** Learners. Errors: `anonymous` 403. */
  own(visit: Visit): Promise<OwnEvidence>
  /** Kept until it is handed in, in place of the one before. Errors: `file_not_found` 404. */
  saveDraft(visit: Visit, draft: EvidenceInProgress): Promise<void>
  /** Errors: `evidence_locked` 409 while a level below is missing, `evidence_waiting` 409 while an earlier one waits, `file_not_found` 404. */
  submit(visit: Visit, evidence: EvidenceInput): Promise<void>
  /** What of it is public from the award on. Errors: `evidence_not_found` 404, `evidence_sealed` 409 once a credential was signed with it. */
  share(visit: Visit, evidenceId: string, parts: readonly EvidencePart[]): Promise<void>
  /** Errors: `reason_missing` 400, `extension_waiting` 409, `extension_needless` 409 where nothing ends or nothing is left to hand in. */
  askForTime(visit: Visit, reason: string): Promise<void>

  /** Tutor and administrator. Errors: `not_allowed` 403. */
  queue(visit: Visit, query: QueueQuery): Promise<ReviewQueue>
  /** Errors: `evidence_not_found` 404. */
  toReview(visit: Visit, evidenceId: string): Promise<EvidenceToReview>
  /**
   * Answers how it stands then: `submitted` where another person is to look at it as well. Errors: `evidence_not_found` 404,
   * `evidence_decided` 409 when somebody decided first, `own_review` 409 for somebody who reviewed it before, `feedback_missing` 400,
   * `rubric_changed` 409 where its lines are others by now.
   */
  decide(visit: Visit, evidenceId: string, decision: ReviewDecision): Promise<EvidenceRecord['state']>
  /** Errors: `extension_not_found` 404. */
  extension(visit: Visit, extensionId: string): Promise<ExtensionToDecide>
  /** Errors: `extension_not_found` 404, `extension_decided` 409, `date_too_early` 400, `feedback_missing` 400. */
  decideTime(
    visit: Visit,
    extensionId: string,
    decision: { granted: true; until: string; answer: string | null } | { granted: false; answer: string },
  ): Promise<void>

  /** Everybody: what they are told. */
  notices(visit: Visit, query: NoticesQuery): Promise<NoticeListing>
  putAway(visit: Visit, noticeId: string | null): Promise<void>
  /** `null` where the tool sends no mail. */
  contact(visit: Visit): Promise<ContactChoice | null>
  chooseMail(visit: Visit, mail: boolean): Promise<void>
}
