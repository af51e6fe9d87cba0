/** Evidence under review: drafts, what reviewers thought, and more time. */
import type {
  EvidenceDraft,
  EvidencePart,
  EvidenceRecord,
  EvidenceReview,
  Extension,
  Person,
} from '../model.ts'

export const QUEUE_FILTERS = [
  'waiting',
  'second',
  'disagreement',
  'returned',
  'declined',
  'accepted',
] as const
/** `waiting`: for anybody's review, the first or a later one. `null`: everything. */
export type QueueFilter = (typeof QUEUE_FILTERS)[number]

export interface QueueQuery {
  readonly filter: QueueFilter | null
  readonly offset: number
  readonly limit: number
}

export interface QueueListing {
  readonly total: number
  /** What waits first, the oldest first. */
  readonly rows: readonly { readonly evidence: EvidenceRecord; readonly person: Person }[]
}

export interface ReviewRepository {
  draft(courseId: string, personId: string): Promise<EvidenceDraft | null>
  /** One a learner and course: a later one takes the place of the one before. */
  saveDraft(draft: EvidenceDraft): Promise<void>
  dropDraft(courseId: string, personId: string): Promise<void>
  /** Oldest first, by evidence. */
  reviews(courseId: string, evidenceIds: readonly string[]): Promise<Map<string, EvidenceReview[]>>
  /** Records a review and what follows from it. `false` when the evidence is no longer at the review's stage, or the reviewer had their say. */
  review(
    courseId: string,
    review: EvidenceReview,
    then: Pick<EvidenceRecord, 'state' | 'stage'>,
  ): Promise<boolean>
  /** `false` once a credential was signed with it, or where it is not this person's. */
  share(courseId: string, personId: string, id: string, parts: readonly EvidencePart[]): Promise<boolean>
  /** The accepted evidence of each of these people that was handed in last. At most 1,000 ids a call. */
  accepted(courseId: string, personIds: readonly string[]): Promise<Map<string, EvidenceRecord>>
  /** Ties evidence to the credential that was signed with `shared`. `false` when the learner chose otherwise meanwhile. */
  seal(id: string, credentialId: string, shared: readonly EvidencePart[]): Promise<boolean>
  queue(courseId: string, query: QueueQuery): Promise<QueueListing>
  /** How many pieces each filter finds, and how many wishes for time wait. */
  counts(courseId: string): Promise<Record<QueueFilter | 'all' | 'time', number>>

  /** Newest first. */
  extensions(courseId: string, personId: string): Promise<Extension[]>
  extensionById(courseId: string, id: string): Promise<Extension | null>
  /** Oldest first. */
  waitingExtensions(courseId: string, limit: number): Promise<{ extension: Extension; person: Person }[]>
  /** Unique on (courseId, personId) while `asked`: `false` when one waits already. */
  askForTime(extension: Extension): Promise<boolean>
  /** `false` when somebody decided first. */
  decideTime(
    courseId: string,
    id: string,
    decision: {
      state: 'granted' | 'refused'
      until: string | null
      by: string
      at: string
      answer: string | null
    },
  ): Promise<boolean>
}
