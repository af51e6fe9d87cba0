import type { WithFiles } from '../../app/files/with-files.ts'
import {
  EVIDENCE_PARTS,
  type EvidencePart,
  type EvidenceRecord,
  type EvidenceReview,
  type Person,
} from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import { type FileView, presentFile } from './files.ts'
import { displayName } from './people.ts'
import type { TagView } from './rung.ts'

export interface EvidenceView {
  readonly id: string
  readonly tag: TagView
  readonly ownPractice: string
  readonly institution: string | null
  readonly links: readonly string[]
  readonly files: readonly FileView[]
  readonly submitted: string
  readonly decided: string | null
  /** What was said where nobody's review is kept. */
  readonly feedback: string | null
  readonly reviews: readonly ReviewView[]
  /** Waits for a tutor. */
  readonly open: boolean
}

/** A review, without its reviewer where they are not told. */
type Said = Omit<EvidenceReview, 'evidenceId' | 'reviewerId'> & Partial<Pick<EvidenceReview, 'reviewerId'>>

export interface ReviewView {
  readonly tag: TagView
  /** `null`: the learner is not told who. */
  readonly who: string | null
  readonly when: string
  readonly feedback: string | null
  readonly judgements: readonly { line: string; tag: TagView; comment: string | null }[]
}

const TONES = { submitted: 'caution', accepted: 'good', returned: 'caution', declined: 'bad' } as const
const ANSWER_TONES = { yes: 'good', partly: 'caution', no: 'bad' } as const

export function stateTag(state: EvidenceRecord['state'], words: Words): TagView {
  const text = words.t(`evidenceStates.${state}`)
  return { tone: TONES[state], text, ...(state === 'accepted' && { mark: '✓' as const }) }
}

/** `base` is `/s/{id}`; `reviewers`: who they are, for the staff. */
export function presentEvidence(
  record: Omit<WithFiles<EvidenceRecord>, 'decidedBy'> & { readonly reviews?: readonly Said[] },
  words: Words,
  base: string,
  reviewers: ReadonlyMap<string, Person> | null = null,
): EvidenceView {
  const { state, decidedAt, reviews = [] } = record
  return {
    id: record.id,
    tag: stateTag(state, words),
    ownPractice: record.ownPractice,
    institution: record.institution,
    links: record.links,
    files: record.files.map((file) => presentFile(file, words, base)),
    submitted: words.moment(record.submittedAt),
    decided: decidedAt === null ? null : words.moment(decidedAt),
    feedback: reviews.length > 0 ? null : record.feedback,
    reviews: reviews
      // A bare yes tells a learner no more than the state does.
      .filter(({ feedback, judgements }) => reviewers !== null || feedback !== null || judgements.length > 0)
      .map((review) => presentReview(review, words, reviewers)),
    open: state === 'submitted',
  }
}

function presentReview(
  review: Said,
  words: Words,
  reviewers: ReadonlyMap<string, Person> | null,
): ReviewView {
  const who = reviewers?.get(review.reviewerId ?? '')
  return {
    tag: stateTag(review.verdict, words),
    who: who ? displayName(who, words) : null,
    when: words.moment(review.at),
    feedback: review.feedback,
    judgements: review.judgements.map(({ line, answer, comment }) => ({
      line,
      comment,
      tag: { tone: ANSWER_TONES[answer], text: words.t(`review.answers.${answer}`) },
    })),
  }
}

/** The parts that a learner may show, as ticks. */
export interface PartChoice {
  readonly name: string
  readonly text: string
  readonly ticked: boolean
}

export function partChoices(shared: readonly EvidencePart[], words: Words): PartChoice[] {
  return EVIDENCE_PARTS.map((part) => ({
    name: `show-${part}`,
    text: words.t(`evidence.show.${part}`),
    ticked: shared.includes(part),
  }))
}
