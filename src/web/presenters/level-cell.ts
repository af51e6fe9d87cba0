import type { ProgressListing } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { tally } from './criterion.ts'
import type { TagView } from './rung.ts'

/** One level of one learner in the table, or `null` while a lower level is open. */
export function levelCell(
  row: ProgressListing['rows'][number],
  level: LevelId,
  words: Words,
): TagView | null {
  const held = row.credentials.find((credential) => credential.level === level)
  if (row.progress?.flagged.includes(level)) return { tone: 'bad', mark: '!', text: words.t('tags.flagged') }
  if (held) return { tone: 'good', mark: '✓', text: words.shortDate(held.awardedAt) }
  const progress = row.progress?.progress.levels.find((candidate) => candidate.level === level)
  if (level === 'implemented' && row.evidence === 'submitted') {
    return { tone: 'caution', text: words.t('tags.evidence') }
  }
  if (!progress || progress.blockedBy !== null) return null
  if (row.progress?.proposed.includes(level)) return { tone: 'caution', text: words.t('tags.proposed') }
  // Met, and a person decided against it.
  if (progress.outcome === 'met') return { tone: 'quiet', text: words.t('tags.notAwarded') }
  if (progress.outcome === 'unknown') return { tone: 'caution', mark: '?', text: words.t('tags.unknown') }
  const { have, need } = tally(progress.evaluation, progress.evaluation.reason.need)
  return { tone: 'progress', text: words.t('tags.of', { have, need }) }
}
