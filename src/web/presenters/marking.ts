import type { HandedInView, MarkingView } from '../../app/contract/work.ts'
import type { Words } from '../language/words.ts'
import type { Paging } from './paging.ts'
import { displayName } from './people.ts'
import type { TagView } from './rung.ts'
import { points, workTag } from './work.ts'

export interface MarkingPanel {
  readonly id: string
  readonly title: string
  /** ‘7 people handed in · 3 wait for marking’ */
  readonly counts: string
  readonly href: string
  /** Straight to those who wait; `null` where nobody does. */
  readonly waitingHref: string | null
  readonly maximum: string
}

/** One piece of course work in the list of all. */
export function presentMarking(
  { activity, maximum, handedIn, waiting }: MarkingView,
  words: Words,
  base: string,
): MarkingPanel {
  const href = `${base}/work/${activity.id}`
  const some = maximum !== null && waiting > 0
  const counts = [words.t('marking.handedIn', { count: handedIn })]
  if (some) counts.push(words.t('marking.waiting', { count: waiting }))
  return {
    id: activity.id,
    title: activity.title,
    counts: counts.join(' · '),
    href,
    waitingHref: some ? `${href}?show=waiting` : null,
    maximum: maximum === null ? '' : String(maximum),
  }
}

interface Asked {
  readonly show: 'waiting' | 'all'
  readonly page: number
  readonly size: number
  readonly base: string
}

export interface HandedInPage extends MarkingPanel {
  readonly isMarked: boolean
  readonly filters: readonly { text: string; href: string; current: boolean }[]
  readonly rows: readonly { name: string; href: string; when: string; number: string; tag: TagView }[]
  readonly paging: Paging
}

/** Who handed in to one. */
export function presentHandedIn(view: HandedInView, words: Words, asked: Asked): HandedInPage {
  const panel = presentMarking(view, words, asked.base)
  const link = (show: Asked['show'], page = 1) =>
    `${panel.href}?${new URLSearchParams({ show, page: String(page) })}`
  const pages = Math.max(1, Math.ceil(view.total / asked.size))
  return {
    ...panel,
    isMarked: view.maximum !== null,
    filters: (['all', 'waiting'] as const).map((show) => ({
      text: words.t(`marking.show.${show}`),
      href: link(show),
      current: asked.show === show,
    })),
    rows: view.rows.map(({ person, submission, mark }) => ({
      name: displayName(person, words),
      href: `${asked.base}/learners/${person.id}#work-${view.activity.id}`,
      when: words.moment(submission.submittedAt),
      number: words.number(submission.number),
      tag: workTag(true, view.maximum !== null, mark && { points: points(mark, words) }, words),
    })),
    paging: {
      page: asked.page,
      pages,
      several: pages > 1,
      previous: asked.page > 1 ? link(asked.show, Math.min(asked.page - 1, pages)) : null,
      next: asked.page < pages ? link(asked.show, asked.page + 1) : null,
    },
  }
}
