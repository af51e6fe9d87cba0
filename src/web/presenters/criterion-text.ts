import type { Evaluation, Reason, ReasonCode } from '../../core/progress.ts'
import type { Words } from '../language/words.ts'

/** What a criterion asks (not yet, unknown) or what was done (met), in a few words. */
export function criterionText(evaluation: Evaluation, words: Words): string {
  const { reason, type } = evaluation
  if (reason.code === 'composed') return words.t(`composed.${type}`, { count: reason.need ?? 1 })
  return words.t(textKey(evaluation), textValues(reason, words))
}

/** `source-unreadable` asks for the same thing as its criterion would if it could be read. */
function textKey({ type, reason }: Evaluation): string {
  if (reason.code !== 'source-unreadable') return `reasons.${reason.code}`
  const asks: Partial<Record<string, ReasonCode>> = {
    completed: 'not-completed',
    scored: 'not-scored',
    attended: 'not-attended',
  }
  const code = asks[type]
  const { need, total } = reason
  const counted = need !== undefined && total !== undefined
  return code === undefined || (type !== 'scored' && !counted)
    ? 'reasons.source-unreadable'
    : `reasons.${code}`
}

function textValues(reason: Reason, words: Words): Record<string, string | number | undefined> {
  const titles = words.list((reason.activities ?? []).map(({ title }) => words.t('common.quoted', { title })))
  return {
    context: reason.kind,
    count: countFor(reason),
    have: reason.have ?? 0,
    need: reason.need ?? 0,
    total: reason.total ?? 0,
    percent: words.number(reason.percent ?? 0),
    needPercent: words.number(reason.needPercent ?? 0),
    what: reason.kind ? words.t(`kindsIn.${reason.kind}`) : titles,
    titles,
    statement: reason.statement ?? '',
    takenOn: reason.takenOn && words.day(reason.takenOn),
  }
}

/** The number that the sentence's noun follows: what is asked while it is open, the whole once it is done. */
function countFor(reason: Reason): number {
  return reason.code === 'not-completed' || reason.code === 'source-unreadable'
    ? (reason.need ?? 1)
    : (reason.total ?? 1)
}
