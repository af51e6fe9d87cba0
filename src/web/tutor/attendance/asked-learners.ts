import { z } from 'zod'
import type { LearnersQuery } from '../../../app/ports.ts'
import type { Turn } from '../../session/routes.ts'

const PAGE_SIZE = 50

/** A hand-edited address is no reason for a refusal: what cannot be read counts as not asked for. */
const query = z.object({
  search: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
})

export interface AskedLearners {
  readonly search: string
  readonly page: number
  readonly size: number
}

/** Which learners a page is to show, from its address. */
export function askedLearners(turn: Turn): { asked: AskedLearners; query: LearnersQuery } {
  const { search, page } = query.parse(turn.req.query)
  return {
    asked: { search, page, size: PAGE_SIZE },
    query: { search: search || null, offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE },
  }
}

/** The same as a query, to come back to the same page after a post; empty for the first one of everybody. */
export function pageQuery(turn: Turn): string {
  const { search, page } = query.parse(turn.req.query)
  const wanted = new URLSearchParams({ ...(search && { search }), ...(page > 1 && { page: String(page) }) })
  return wanted.size === 0 ? '' : `?${wanted}`
}
