import type { ProgressListing } from '../../app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../core/ladder.ts'
import type { Words } from '../language/words.ts'
import { type CriterionView, presentCriterion } from './criterion.ts'
import { isExpired } from './level-cell.ts'
import { displayName } from './people.ts'

type Row = ProgressListing['rows'][number]

/** The headings of everybody's progress as a table: who, then for each level its state, its day and its reasons. */
export function progressHeadings(words: Words): string[] {
  const levels = LEVEL_IDS.flatMap((level) => {
    const name = words.t(`levels.${level}.name`)
    return [name, words.t('export.since', { level: name }), words.t('export.why', { level: name })]
  })
  return [words.t('tutor.learner'), words.t('export.email'), words.t('export.studentId'), ...levels]
}

/** One learner, in the order of the headings. `now`: milliseconds since the epoch. */
export function progressLine(row: Row, words: Words, now: number): string[] {
  const { name, email, sourcedId } = row.person
  const who = name ?? displayName(row.person, words)
  return [
    who,
    email ?? '',
    sourcedId ?? '',
    ...LEVEL_IDS.flatMap((level) => levelCells(row, level, words, now)),
  ]
}

function levelCells(row: Row, level: LevelId, words: Words, now: number): string[] {
  const held = row.credentials.find((credential) => credential.level === level)
  const progress = row.progress?.progress.levels.find((one) => one.level === level)
  const reasons = progress ? leaves(presentCriterion(progress.evaluation, words, 'staff')) : []
  return [
    words.t(`export.states.${stateOf(row, level, now)}`),
    held?.awardedAt.slice(0, 10) ?? '',
    reasons.join('; '),
  ]
}

function stateOf(row: Row, level: LevelId, now: number): string {
  const progress = row.progress?.progress.levels.find((one) => one.level === level)
  if (row.progress?.flagged.includes(level)) return 'flagged'
  const held = row.credentials.find((credential) => credential.level === level)
  if (held) return isExpired(held, now) ? 'expired' : 'earned'
  if (!progress) return 'notRead'
  if (progress.blockedBy !== null) return 'locked'
  return progress.outcome === 'met' ? 'proposed' : progress.outcome
}

/** "Not yet: Attended 4 of 5 sessions (from check-ins)" */
function leaves({ children, state, text, detail }: CriterionView): string[] {
  if (children.length > 0) return children.flatMap(leaves)
  return [`${state}: ${text}${detail === '' ? '' : ` (${detail})`}`]
}
