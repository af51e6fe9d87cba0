import type { ProgressListing } from '../../app/ports.ts'
import type { Evaluation } from '../../core/progress.ts'
import type { Words } from '../language/words.ts'
import { forLearners } from './criterion.ts'
import { criterionText } from './criterion-text.ts'

/** What keeps a learner from the next level, in one line of a table. */
export function missing(row: ProgressListing['rows'][number], words: Words): string {
  const flagged = row.progress?.flagged[0]
  if (flagged) return words.t('missing.flagged', { level: words.t(`levels.${flagged}.name`) })
  if (row.evidence === 'submitted') return words.t('missing.evidence')
  if (row.progress === null) return words.t('missing.notRead')
  const held = new Set(row.credentials.map(({ level }) => level))
  const next = row.progress.progress.levels.find(({ level }) => !held.has(level))
  if (!next) return words.t('missing.nothing')
  if (next.outcome === 'met') {
    return words.t(row.progress.proposed.includes(next.level) ? 'missing.approval' : 'missing.decided')
  }
  const open = openLeaves(forLearners(next.evaluation))
  const lines = [...new Set(open.map((leaf) => shortText(leaf, words)))]
  const separator = next.evaluation.type === 'any' ? words.t('missing.or') : ' · '
  return lines.slice(0, 3).join(separator)
}

/** Reasons with words of their own for a table; the others say what a learner's page says. */
const SHORT = new Set<string>([
  'not-completed',
  'not-scored',
  'not-attended',
  'source-unreadable',
  'evidence-none',
  'evidence-returned',
])

/** As short as a table needs: the kind, the percent, the count. */
function shortText(leaf: Evaluation, words: Words): string {
  const { code, kind, needPercent, have = 0, need = 0, activities = [] } = leaf.reason
  const titles = words.list(activities.map(({ title }) => words.t('common.quoted', { title })))
  const what = kind ? words.t(`kindsIn.${kind}`) : titles
  const short = words.t(`missing.${code}`, {
    have,
    need,
    count: need,
    what,
    kind: kind ? words.t(`kinds.${kind}`) : titles,
    needPercent: words.number(needPercent ?? 0),
  })
  return SHORT.has(code) ? short : criterionText(leaf, words)
}

function openLeaves(evaluation: Evaluation): Evaluation[] {
  if (evaluation.outcome === 'met') return []
  return evaluation.children.length === 0 ? [evaluation] : evaluation.children.flatMap(openLeaves)
}
