import type { ProgressListing } from '../../app/ports.ts'
import type { LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { tally } from './criterion.ts'
import type { TagView } from './rung.ts'

/** Held, and past its day: what the ladder shows as expired. `now`: milliseconds since the epoch. */
export function isExpired<T extends { readonly expiresAt: string | null }>(
  held: T | undefined,
  now: number,
): held is T & { readonly expiresAt: string } {
  return held !== undefined && held.expiresAt !== null && Date.parse(held.expiresAt) < now
}

/** One level of one learner in the table, or `null` while a lower level is open. */
export function levelCell(
  row: ProgressListing['rows'][number],
  level: LevelId,
  words: Words,
  now: number,
): TagView | null {
  const held = row.credentials.find((credential) => credential.level === level)
  if (row.progress?.flagged.includes(level)) return { tone: 'bad', mark: '!', text: words.t('tags.flagged') }
  if (isExpired(held, now))
    return {
      tone: 'bad',
      mark: '!',
      text: words.t('tags.expired', { date: words.shortDate(held.expiresAt) }),
    }
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
