import { lineItems } from '../services/line-items.ts'
import { memberships } from '../services/memberships.ts'
import type { Request } from '../services/request.ts'
import { results } from '../services/results.ts'
import type { LineItem, Registration } from '../types.ts'
import { explain, pass, unknown } from './explain.ts'
import type { Probe } from './types.ts'

/** Requests whose lists end with their first page: a diagnosis looks whether a service answers, not at what is in it. */
export function firstPageOnly(request: Request): Request {
  return async ({ onHeaders: _, ...asked }) => {
    const reply = await request(asked)
    const headers = new Headers(reply.headers)
    headers.delete('link')
    return { ...reply, headers }
  }
}

/** Names and roles (NRPS 2.0): one page of members. */
export async function probeMemberships(
  request: Request,
  registration: Registration,
  url: string | null,
): Promise<Probe> {
  if (url === null) return unknown('memberships', 'no_address')
  try {
    const members = await firstOf(memberships(request, registration, url))
    return pass('memberships', 'members_read', { members: String(members.length) })
  } catch (error) {
    return explain('memberships', error)
  }
}

/** Line items (AGS 2.0 §3.2), and the results of one of them (§3.3). */
export async function probeGrades(
  request: Request,
  registration: Registration,
  url: string | null,
): Promise<[lineItems: Probe, results: Probe]> {
  if (url === null) return [unknown('line-items', 'no_address'), unknown('results', 'no_address')]
  try {
    const items = await lineItems(request, url)
    return [
      pass('line-items', 'line_items_read', { items: String(items.length) }),
      await probeResults(request, registration, items[0]),
    ]
  } catch (error) {
    return [explain('line-items', error), unknown('results', 'line_items_unread')]
  }
}

async function probeResults(
  request: Request,
  registration: Registration,
  item: LineItem | undefined,
): Promise<Probe> {
  if (item === undefined) return unknown('results', 'no_line_item')
  try {
    const page = await firstOf(results(request, registration, item.id))
    return pass('results', 'results_read', { results: String(page.length) })
  } catch (error) {
    return explain('results', error)
  }
}

async function firstOf<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  for await (const page of pages) return page
  return []
}
