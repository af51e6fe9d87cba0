import type { CheckInAsked } from '../../app/contract/attendance.ts'
import type { AppError } from '../../app/errors.ts'
import type { FormProblems } from '../input.ts'
import type { Words } from '../language/words.ts'

export interface CheckInView {
  /** Which session, when it is open, and whether they are in it already: told only where something was set. */
  readonly lines: readonly string[]
  readonly open: boolean
  readonly needsCode: boolean
  readonly problems: FormProblems | null
}

/** What a check-in asks of its learner now. */
export function presentAsked(asked: CheckInAsked, words: Words, refused: AppError | null): CheckInView {
  const { activity, opensAt, closesAt, state, needsCode, recordedAt } = asked
  const isSet = opensAt !== null || closesAt !== null || needsCode
  const lines = isSet ? [activity.title] : []
  if (state === 'early') lines.push(words.t('checkIn.early', { moment: words.moment(opensAt ?? '') }))
  if (state === 'over') lines.push(words.t('checkIn.over', { moment: words.moment(closesAt ?? '') }))
  if (state === 'open' && closesAt !== null)
    lines.push(words.t('checkIn.until', { moment: words.moment(closesAt) }))
  if (recordedAt !== null && isSet)
    lines.push(words.t('checkIn.already', { moment: words.moment(recordedAt) }))
  else if (state !== 'open') lines.push(words.t('checkIn.nothing'))
  return { lines, open: state === 'open', needsCode, problems: refused && problemOf(refused, words) }
}

function problemOf({ code, detail }: AppError, words: Words): FormProblems | null {
  if (!code.startsWith('code_')) return null
  const text = words.t(`checkIn.${code}`, detail.until ? { moment: words.moment(detail.until) } : {})
  return { of: { code: text }, summary: [{ field: 'code', text }] }
}
