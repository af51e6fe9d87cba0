import { z } from 'zod'
import type { NoticeKind } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { identifier } from '../input.ts'
import { presentNotices } from '../presenters/notices.ts'
import { pagesOf } from '../presenters/paging.ts'
import type { AddRoute, Turn } from './routes.ts'

const PAGE_SIZE = 30
/** The newest; what a page is for begins right below. */
const SHOWN_AT_HOME = 1
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) })

/** Evidence that waits is counted on a reviewer's own page, with the way to it. */
const SAID_BY_THE_PAGE: readonly NoticeKind[] = ['evidence-waits']

/** What the top of a person's own page tells them, until they put it away. */
export async function homeNotices({ visit, words, base }: Turn, { app }: WebDeps) {
  if (visit.person === null) return null
  const listing = await app.reviews.notices(visit, {
    unread: true,
    without: SAID_BY_THE_PAGE,
    offset: 0,
    limit: SHOWN_AT_HOME,
  })
  if (listing.total === 0) return null
  const more = listing.total - listing.rows.length
  return {
    rows: presentNotices(listing, words, base, true),
    more: more > 0 ? words.t('notices.more', { count: more }) : null,
  }
}

/** Everything that a person was told in this course. */
export function noticePages(add: AddRoute, { app }: WebDeps): void {
  add('GET /notices', async (turn) => {
    const { page } = query.parse(turn.req.query)
    const listing = await app.reviews.notices(turn.visit, {
      unread: false,
      offset: (page - 1) * PAGE_SIZE,
      limit: PAGE_SIZE,
    })
    const rows = presentNotices(listing, turn.words, turn.base)
    turn.page('notices', {
      title: turn.words.t('notices.title'),
      rows,
      anyNew: rows.some(({ isNew }) => isNew),
      paging: pagesOf(listing.total, { page, size: PAGE_SIZE }, (to) => `${turn.base}/notices?page=${to}`),
    })
  })
  add('POST /notices', async (turn) => {
    await app.reviews.putAway(turn.visit, null)
    turn.goTo('/notices')
  })
  add('POST /notices/:noticeId', async (turn) => {
    await app.reviews.putAway(turn.visit, identifier.parse(turn.req.params.noticeId))
    turn.goTo('/')
  })
}
