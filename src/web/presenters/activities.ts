import type { CourseActivity } from '../../app/model.ts'
import { KINDS, type Kind, type Source } from '../../core/activity.ts'
import type { Words } from '../language/words.ts'

export interface ActivityRow {
  readonly id: string
  readonly title: string
  readonly source: string
  readonly state: string | null
  readonly fault: string | null
  /** Tutors keep a register of it by hand. */
  readonly register: boolean
  /** A suggestion in words; it never chooses the select's value. */
  readonly suggestion: string | null
  readonly choices: readonly { value: string; name: string; chosen: boolean }[]
}

export interface ActivityTable {
  readonly rows: readonly ActivityRow[]
  readonly kinds: readonly { value: string; name: string }[]
  /** Some activity counts as nothing yet. */
  readonly open: boolean
}

/** What an activity of a source most often is; of a column nobody can tell. */
const SUGGESTED: Readonly<Partial<Record<Source, Kind>>> = {
  'check-in': 'attendance',
  coursework: 'coursework',
  checkpoint: 'participation',
}

export function presentActivities(activities: readonly CourseActivity[], words: Words): ActivityTable {
  const shown = activities.filter(({ state }) => state !== 'removed')
  return {
    rows: shown.map((activity) => presentActivity(activity, words)),
    kinds: KINDS.map((kind) => ({ value: kind, name: words.t(`kinds.${kind}`) })),
    open: shown.some(({ kind }) => kind === null),
  }
}

function presentActivity(activity: CourseActivity, words: Words): ActivityRow {
  const suggested = activity.kind === null ? SUGGESTED[activity.source] : undefined
  return {
    id: activity.id,
    title: activity.title,
    source: words.t(`sourceNames.${activity.source}`),
    state: activity.state === 'offered' ? words.t('activities.offered') : null,
    fault: activity.fault === null ? null : words.t(`faultsShort.${activity.fault}`),
    register: activity.source === 'check-in' || activity.source === 'confirmation',
    suggestion: suggested ? words.t('activities.suggested', { kind: words.t(`kinds.${suggested}`) }) : null,
    choices: KINDS.map((kind) => ({
      value: kind,
      name: words.t(`kinds.${kind}`),
      chosen: kind === activity.kind,
    })),
  }
}
