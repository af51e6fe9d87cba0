import type { CourseActivity } from '../../app/model.ts'
import { KINDS, type Kind, type Source } from '../../core/activity.ts'
import { suggestKind } from '../../core/suggest-kind.ts'
import type { Words } from '../language/words.ts'

export interface ActivityRow {
  readonly id: string
  readonly title: string
  readonly source: string
  /** Its own page, where it has one, and what is to be found there. */
  readonly page: { readonly href: string; readonly text: string } | null
  readonly state: string | null
  readonly fault: string | null
  /** Tutors keep a register of it by hand. */
  readonly register: boolean
  /** It may be taken off the list: what that is called, or `null`. */
  readonly remove: string | null
  /** A suggestion in words; it never chooses the select's value. */
  readonly suggestion: string | null
  readonly choices: readonly { value: string; name: string; chosen: boolean }[]
}

export interface ActivityTable {
  readonly rows: readonly ActivityRow[]
  readonly kinds: readonly { value: string; name: string }[]
  /** Some activity counts as nothing yet. */
  readonly open: boolean
  /** What is suggested, as fields to send and the button that accepts them all; `null`: nothing is. */
  readonly suggested: {
    readonly fields: readonly { name: string; value: Kind }[]
    readonly text: string
  } | null
}

/** What an activity of a source most often is; of a column nobody can tell. */
const SUGGESTED: Readonly<Partial<Record<Source, Kind>>> = {
  'check-in': 'attendance',
  coursework: 'coursework',
  checkpoint: 'participation',
}

export function presentActivities(
  activities: readonly CourseActivity[],
  words: Words,
  base: string,
): ActivityTable {
  const shown = activities.filter(({ state }) => state !== 'removed')
  const fields = shown.flatMap((activity) => {
    const value = suggestionFor(activity)
    return value ? [{ name: `kind.${activity.id}`, value }] : []
  })
  return {
    rows: shown.map((activity) => presentActivity(activity, words, base)),
    kinds: KINDS.map((kind) => ({ value: kind, name: words.t(`kinds.${kind}`) })),
    open: shown.some(({ kind }) => kind === null),
    suggested:
      fields.length > 0 ? { fields, text: words.t('activities.accept', { count: fields.length }) } : null,
  }
}

/** Sources whose activities have a page of their own. */
const PAGES: Readonly<Partial<Record<Source, string>>> = {
  column: 'columns',
  mirror: 'columns',
  checkpoint: 'checkpoints',
}

/** By what its source mostly is for, or else by its name; nothing for what a person has mapped. */
function suggestionFor({ kind, title, source }: CourseActivity): Kind | null {
  return kind === null ? (SUGGESTED[source] ?? suggestKind(title, null)) : null
}

/** A link that nobody ever opened, and what only tutors speak of; everything else is in the VLE. */
function removable({ source, state }: CourseActivity): boolean {
  return source === 'confirmation' || (state === 'offered' && source !== 'column' && source !== 'mirror')
}

function presentActivity(activity: CourseActivity, words: Words, base: string): ActivityRow {
  const folder = PAGES[activity.source]
  const suggested = suggestionFor(activity)
  return {
    id: activity.id,
    title: activity.title,
    source: words.t(`sourceNames.${activity.source}`),
    page: folder
      ? { href: `${base}/${folder}/${activity.id}`, text: words.t(`activities.page_${folder}`) }
      : null,
    state: activity.state === 'offered' ? words.t('activities.offered') : null,
    fault: activity.fault === null ? null : words.t(`faultsShort.${activity.fault}`),
    register: activity.source === 'check-in' || activity.source === 'confirmation',
    remove: removable(activity) ? words.t('activities.remove') : null,
    suggestion: suggested ? words.t('activities.suggested', { kind: words.t(`kinds.${suggested}`) }) : null,
    choices: KINDS.map((kind) => ({
      value: kind,
      name: words.t(`kinds.${kind}`),
      chosen: kind === activity.kind,
    })),
  }
}
