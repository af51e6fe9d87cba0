import type { Evaluation, Outcome, Reason, SeenActivity } from '../../core/progress.ts'
import type { Words } from '../language/words.ts'

const MOST_TITLES = 3

/** The small print of a criterion, part by part: how far, what is open, from where, when. */
export function details({ outcome, reason }: Evaluation, words: Words): string[] {
  const parts = [
    howFar(reason, words),
    excused(reason, words),
    openTitles(reason, words),
    doneTitles(reason, words),
    faults(reason, words),
  ]
  if (reason.code === 'unmapped') parts.push(words.t('detail.unmapped'))
  if (reason.deadline !== undefined && outcome !== 'met') {
    parts.push(words.t('detail.deadline', { date: words.date(reason.deadline) }))
  }
  parts.push(...gates(outcome, reason, words), sourceAndTime(reason, words))
  return parts.filter((part) => part !== null)
}

function howFar(reason: Reason, words: Words): string | null {
  const { code, have = 0, need = 0, total = 0, percent } = reason
  if (code === 'attended' && need < total) return words.t('detail.atLeast', { need })
  if (code === 'not-attended') return words.t('detail.soFar', { have, need })
  if (code === 'not-completed' && need > 1) return words.t('detail.soFar', { have, need })
  if (code === 'scored' && percent !== undefined)
    return words.t('detail.best', { percent: words.number(percent) })
  if (code === 'not-scored') {
    return percent === undefined
      ? words.t('detail.noScore')
      : words.t('detail.bestSoFar', { percent: words.number(percent) })
  }
  return null
}

function excused({ code, excused: count }: Reason, words: Words): string | null {
  return count === undefined || code === 'excused-from-all' ? null : words.t('detail.excused', { count })
}

/** Which activities are still to do, while they are few enough to name. */
function openTitles(reason: Reason, words: Words): string | null {
  if (reason.code !== 'not-completed') return null
  const open = (reason.activities ?? []).filter(({ outcome, excused }) => outcome === 'not-yet' && !excused)
  if (open.length === 0 || open.length > MOST_TITLES) return null
  return words.t('detail.open', { titles: titlesOf(open, words) })
}

/** Which ones were done, where that says more than the sentence does. A checkpoint is named with what opened it. */
function doneTitles({ code, total = 0, activities = [] }: Reason, words: Words): string | null {
  const done = activities.filter(({ outcome }) => outcome === 'met')
  if (code !== 'completed' || done.length === total || done.length > MOST_TITLES) return null
  const named = done.filter(({ gate }) => gate === undefined)
  return named.length === 0 ? null : titlesOf(named, words)
}

function faults(reason: Reason, words: Words): string | null {
  if (reason.code !== 'source-unreadable') return null
  const faulty = (reason.activities ?? []).filter(({ fault }) => fault !== undefined)
  const [first] = faulty
  if (!first?.fault) return words.t('detail.unknown')
  return words.t(`faults.${first.fault}`, { titles: titlesOf(faulty.slice(0, MOST_TITLES), words) })
}

/** Of checkpoints: what the VLE opened them for, or will, while they are still asked for. */
function gates(criterion: Outcome, { activities = [] }: Reason, words: Words): string[] {
  const gated = activities.flatMap(({ title, gate, outcome }) =>
    gate === undefined || outcome === 'unknown' || (criterion === 'met' && outcome !== 'met')
      ? []
      : [
          words.t(outcome === 'met' ? 'detail.gate' : 'detail.opensOnce', {
            title: words.t('common.quoted', { title }),
            statement: gate,
          }),
        ],
  )
  return gated.slice(0, MOST_TITLES)
}

function sourceAndTime(reason: Reason, words: Words): string | null {
  const seen = (reason.activities ?? []).filter(({ outcome }) => outcome === 'met')
  if (seen.length === 0) {
    const said = reason.activities === undefined && reason.seenAt !== undefined
    return said ? words.t('detail.on', { date: words.date(reason.seenAt ?? '') }) : null
  }
  const sources = [...new Set(seen.map(({ source }) => words.t(`sources.${source}`)))]
  const from = words.list(sources)
  return reason.seenAt === undefined
    ? words.t('detail.from', { from })
    : words.t('detail.fromLast', { from, date: words.date(reason.seenAt) })
}

function titlesOf(activities: readonly SeenActivity[], words: Words): string {
  return words.list(activities.map(({ title }) => words.t('common.quoted', { title })))
}
