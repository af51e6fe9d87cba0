/** Evidence for Implemented, its reviews, and wishes for more time. */

export interface EvidenceRecord {
  readonly id: string
  readonly courseId: string
  readonly personId: string
  readonly state: 'submitted' | 'accepted' | 'returned' | 'declined'
  readonly ownPractice: string
  readonly institution: string | null
  /** https addresses. */
  readonly links: readonly string[]
  /** Ids. */
  readonly files: readonly string[]
  /** What of it the learner wants shown to anybody in the credential. */
  readonly shared: readonly EvidencePart[]
  /** Who is to review it next, while it is `submitted`. */
  readonly stage: ReviewStage
  /** The credential that was signed with it: from then on `shared` stays as it is. */
  readonly credentialId: string | null
  readonly submittedAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly feedback: string | null
}

export const EVIDENCE_PARTS = ['own-practice', 'institution', 'links', 'files'] as const
export type EvidencePart = (typeof EVIDENCE_PARTS)[number]

/** `second`: somebody accepted it and another person is to look. `disagreement`: two did not agree, and a third decides. */
export type ReviewStage = 'first' | 'second' | 'disagreement'
export type Verdict = 'accepted' | 'returned' | 'declined'

/** How well one line of the rubric is met, in the words of the line as they were then. */
export interface Judgement {
  readonly line: string
  readonly answer: 'yes' | 'partly' | 'no'
  readonly comment: string | null
}

/** What one person thought of a piece of evidence. */
export interface EvidenceReview {
  readonly evidenceId: string
  readonly stage: ReviewStage
  readonly reviewerId: string
  readonly verdict: Verdict
  readonly feedback: string | null
  readonly judgements: readonly Judgement[]
  readonly at: string
}

/** What a learner wrote and did not hand in yet, as it was typed. */
export interface EvidenceDraft {
  readonly courseId: string
  readonly personId: string
  readonly ownPractice: string
  readonly institution: string
  /** An address a line, not checked yet. */
  readonly links: string
  /** Ids. */
  readonly files: readonly string[]
  readonly shared: readonly EvidencePart[]
  readonly savedAt: string
}

/** A learner's wish for more time. */
export interface Extension {
  readonly id: string
  readonly courseId: string
  readonly personId: string
  readonly reason: string
  readonly askedAt: string
  readonly state: 'asked' | 'granted' | 'refused'
  /** Granted: until when evidence may be handed in. */
  readonly until: string | null
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly answer: string | null
}
