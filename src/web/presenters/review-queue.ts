import type { ReviewQueue } from '../../app/contract.ts'
import { QUEUE_FILTERS, type QueueFilter } from '../../app/ports/reviews.ts'
import type { Words } from '../language/words.ts'
import { stateTag } from './evidence.ts'
import { presentExtension } from './extension.ts'
import { type Paging, pagesOf } from './paging.ts'
import { displayName } from './people.ts'
import type { TagView } from './rung.ts'

export interface QueuePage {
  readonly filters: readonly { text: string; href: string; current: boolean }[]
  readonly rows: readonly {
    name: string
    href: string
    tag: TagView
    submitted: string
    links: string | null
    files: string | null
  }[]
  readonly wishes: readonly { name: string; href: string; asked: string }[]
  readonly paging: Paging
  readonly found: string
}

/** Evidence to review: what waits first. `size`: rows a page. */
export function presentQueue(
  { listing, counts, extensions }: ReviewQueue,
  words: Words,
  asked: { filter: QueueFilter | null; page: number; size: number; base: string },
): QueuePage {
  const address = (filter: QueueFilter | null, page = 1) => {
    const parts = [...(filter ? [`state=${filter}`] : []), ...(page > 1 ? [`page=${page}`] : [])]
    return `${asked.base}/reviews${parts.length > 0 ? `?${parts.join('&')}` : ''}`
  }
  return {
    filters: [null, ...QUEUE_FILTERS]
      // A state in which nothing is would only be in the way.
      .filter((filter) => filter === null || filter === asked.filter || counts[filter] > 0)
      .map((filter) => ({
        text: words.t(`reviews.filters.${filter ?? 'all'}`, { count: counts[filter ?? 'all'] }),
        href: address(filter),
        current: filter === asked.filter,
      })),
    rows: listing.rows.map(({ evidence, person }) => ({
      name: displayName(person, words),
      href: `${asked.base}/reviews/evidence/${evidence.id}`,
      tag:
        evidence.state === 'submitted'
          ? { tone: 'caution', text: words.t(`reviews.stages.${evidence.stage}`) }
          : stateTag(evidence.state, words),
      submitted: words.moment(evidence.submittedAt),
      links: counted('links', evidence.links, words),
      files: counted('files', evidence.files, words),
    })),
    wishes: extensions.map(({ extension, person }) => ({
      name: displayName(person, words),
      href: `${asked.base}/reviews/time/${extension.id}`,
      asked: presentExtension(extension, words).asked,
    })),
    paging: pagesOf(listing.total, asked, (page) => address(asked.filter, page)),
    found: words.t('reviews.found', { count: listing.total }),
  }
}

function counted(what: 'links' | 'files', things: readonly unknown[], words: Words): string | null {
  return things.length > 0 ? words.t(`reviews.${what}`, { count: things.length }) : null
}
