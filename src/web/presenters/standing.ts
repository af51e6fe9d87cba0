import type { Verified } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'

export interface StandingView {
  readonly tone: 'good' | 'bad' | 'caution'
  readonly mark: string
  readonly title: string
  readonly text: string
  /** Page of the credential that stands in its place. */
  readonly instead: string | null
}

type Standing = NonNullable<Verified['standing']>

const MARKS = {
  valid: { tone: 'good', mark: '✓' },
  withdrawn: { tone: 'bad', mark: '✕' },
  replaced: { tone: 'caution', mark: '!' },
  expired: { tone: 'caution', mark: '!' },
} as const satisfies Record<Standing['status'], object>

/** How a credential stands, for anybody: since when it does not, why, and what does in its place. */
export function presentStanding(
  { status, undone, since, cause, replacedBy, issuer }: Standing,
  words: Words,
): StandingView {
  const key = status === 'withdrawn' && undone ? 'undone' : status
  const why = words.t(`issued.withdrawal.${cause ?? 'none'}`)
  return {
    ...MARKS[status],
    title: words.t(`verdict.${key}.title`),
    text: words.t(`verdict.${key}.text`, { issuer, why, date: since ? words.date(since) : '' }),
    instead: replacedBy === null ? null : `/credentials/${replacedBy}`,
  }
}
