import { setImmediate as endOfTurn } from 'node:timers/promises'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import { differencesLink, nextLink } from './link-header.ts'
import type { Request, ServiceRequest } from './request.ts'

const MOST_PAGES = 5000

/**
 * The pages of a container, each parsed. A page is asked for as soon as the headers of the one before have come, which say
 * where it is: the platform works while a body travels and while we do. Two are held at a time, the one at hand and the next. A link
 * back to a page already read ends the list. Of the links to differences the last page's counts. The first page is asked for at once,
 * whether or not anybody waits for it yet.
 */
export function pages<T>(
  request: Request,
  first: ServiceRequest,
  parse: (json: unknown) => T[],
  onDifferences: (url: string) => void = () => {},
): AsyncGenerator<T[]> {
  return follow(ask(request, first, parse), request, first, parse, onDifferences)
}

async function* follow<T>(
  asked: Asked<T>,
  request: Request,
  first: ServiceRequest,
  parse: (json: unknown) => T[],
  onDifferences: (url: string) => void,
): AsyncGenerator<T[]> {
  const seen = new Set<string>(URL.canParse(first.url) ? [new URL(first.url).href] : [])
  let current: Asked<T> | null = asked
  while (current !== null) {
    const { next, differences }: Links = await current.links
    if (differences !== null) onDifferences(differences)
    let coming: Asked<T> | null = null
    if (next !== null && !seen.has(next)) {
      if (seen.size >= MOST_PAGES)
        throw new LtiError('paging_endless', 'the list has too many pages', { status: 502 })
      seen.add(next)
      coming = ask(request, { ...first, url: next }, parse)
    }
    yield await current.items
    current = coming
  }
}

/** A page that is on its way. */
interface Asked<T> {
  /** Known with the headers. */
  readonly links: Promise<Links>
  readonly items: Promise<T[]>
}

interface Links {
  readonly next: string | null
  readonly differences: string | null
}

function ask<T>(request: Request, asked: ServiceRequest, parse: (json: unknown) => T[]): Asked<T> {
  let items: Promise<T[]> = Promise.resolve([])
  const links = new Promise<Links>((resolve, reject) => {
    const read = async () => {
      const reply = await request({
        ...asked,
        // Of a page that is asked for twice, because its body was cut off, the first headers count.
        onHeaders: (headers, url) => resolve(linksOf(headers, url)),
      })
      resolve(linksOf(reply.headers, reply.url))
      // The request for the next page leaves at the end of this turn of the event loop: work on this page would hold it up.
      await endOfTurn()
      return parse(parseJson(reply.text))
    }
    items = read()
    items.catch(reject)
  })
  // Nobody may be waiting for it yet, or ever; its fault is thrown to whoever is.
  links.catch(() => undefined)
  return { links, items }
}

function linksOf(headers: Headers, url: string): Links {
  const link = headers.get('link')
  return { next: nextLink(link, url), differences: differencesLink(link, url) }
}
