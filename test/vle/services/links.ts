import type { Request } from 'express'
import type { Site } from '../site.ts'

/**
 * The Link header of a page of AGS. Moodle writes it with curly quotes and `&amp;` (its UTF-8 bytes reach the reader
 * as Latin-1, as any HTTP header does).
 */
export function pageLinks(
  site: Site,
  req: Request,
  page: { limit: number; from: number; total: number },
): string {
  const { linkQuote, linkAmpersand } = site.behaviour
  const address = (from: number) => {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(req.query)) {
      if (typeof value === 'string' && name !== 'limit' && name !== 'from') query.set(name, value)
    }
    query.set('limit', String(page.limit))
    query.set('from', String(from))
    return `${site.url}${req.path}?${query.toString().replaceAll('&', linkAmpersand)}`
  }
  const link = (from: number, rel: string) => `<${address(from)}>; rel=${linkQuote[0]}${rel}${linkQuote[1]}`
  const next = page.from + page.limit
  const links = [link(0, 'first'), link(page.from, 'canonical')]
  if (next < page.total) links.push(link(next, 'next'))
  links.push(link(Math.floor((page.total - 1) / page.limit) * page.limit, 'last'))
  return Buffer.from(links.join(', '), 'utf8').toString('latin1')
}
