import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import { differencesLink, nextLink } from './link-header.ts'
import type { Request, ServiceRequest } from './request.ts'

const MOST_PAGES = 5000

/**
 * The pages of a container, each parsed. The next page is asked for before the current one is given out, so the platform
 * works while we do. A link back to a page already read ends the list. Of the links to differences the last page's counts.
 */
export async function* pages<T>(
  request: Request,
  first: ServiceRequest,
  parse: (json: unknown) => T[],
  onDifferences: (url: string) => void = () => {},
): AsyncGenerator<T[]> {
  const seen = new Set<string>(URL.canParse(first.url) ? [new URL(first.url).href] : [])
  let pending: Promise<Page<T>> | null = page(request, first, parse)
  for (let count = 1; pending !== null; count += 1) {
    const { items, next, differences }: Page<T> = await pending
    pending = null
    if (differences !== null) onDifferences(differences)
    if (next !== null && !seen.has(next)) {
      if (count >= MOST_PAGES)
        throw new LtiError('paging_endless', 'the list has too many pages', { status: 502 })
      seen.add(next)
      pending = page(request, { ...first, url: next }, parse)
      // Nobody waits for it yet; its fault is thrown when somebody does.
      pending.catch(() => undefined)
    }
    yield items
  }
}

interface Page<T> {
  readonly items: T[]
  readonly next: string | null
  readonly differences: string | null
}

async function page<T>(
  request: Request,
  asked: ServiceRequest,
  parse: (json: unknown) => T[],
): Promise<Page<T>> {
  const reply = await request(asked)
  const link = reply.headers.get('link')
  return {
    items: parse(parseJson(reply.text)),
    next: nextLink(link, reply.url),
    differences: differencesLink(link, reply.url),
  }
}
