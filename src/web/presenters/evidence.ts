import type { EvidenceRecord } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import type { TagView } from './rung.ts'

export interface EvidenceView {
  readonly id: string
  readonly tag: TagView
  readonly ownPractice: string
  readonly institution: string | null
  readonly submitted: string
  readonly decided: string | null
  readonly feedback: string | null
  /** Waits for a tutor. */
  readonly open: boolean
}

const TONES = { submitted: 'caution', accepted: 'good', returned: 'caution', declined: 'bad' } as const

export function presentEvidence(record: EvidenceRecord, words: Words): EvidenceView {
  const { state, decidedAt } = record
  return {
    id: record.id,
    tag: {
      tone: TONES[state],
      text: words.t(`evidenceStates.${state}`),
      ...(state === 'accepted' && { mark: '✓' as const }),
    },
    ownPractice: record.ownPractice,
    institution: record.institution,
    submitted: words.moment(record.submittedAt),
    decided: decidedAt === null ? null : words.moment(decidedAt),
    feedback: record.feedback,
    open: state === 'submitted',
  }
}
