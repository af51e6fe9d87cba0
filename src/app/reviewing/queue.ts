import type { ReviewQueue, Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { QueueQuery } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'

/** More wishes for time than a page can show are shown once the first ones are answered. */
const MOST_WISHES = 50

/** What waits for a review, and what was reviewed. */
export async function reviewQueue({ store }: Deps, visit: Visit, query: QueueQuery): Promise<ReviewQueue> {
  requireStaff(visit)
  const { id } = visit.course
  const [listing, counts, extensions] = await Promise.all([
    store.reviews.queue(id, query),
    store.reviews.counts(id),
    store.reviews.waitingExtensions(id, MOST_WISHES),
  ])
  return { listing, counts, extensions }
}
