import { LtiError } from '../errors.ts'

/** Typographic quotes, as they are, and as UTF-8 bytes read as Latin-1 or Windows-1252, which is how HTTP clients hand them on. */
const QUOTES =
  /\u00e2(?:\u0080[\u009c-\u009f]|\u20ac(?:[\u0153\u017e\u0178\u009d]|(?=[,;\s]|$)))|[\u201c-\u201f\u2033]/g

/**
 * The address of the next page in a `Link` header (RFC 8288), or `null`. Read tolerantly: Moodle writes typographic quotes
 * and `&amp;`. An address on another origin would carry the access token to a stranger, and stopping there in silence
 * would pass half a list for the whole, so it is a fault. Behind a proxy some platforms write `http:` for their own
 * `https:` address; that one is put right.
 *
 * @throws LtiError `next_link_foreign`
 */
export function nextLink(header: string | null, from: string): string | null {
  const address = linkTo('next', header)
  if (address === null || !URL.canParse(address, from)) return null
  const next = onSameOrigin(address, from)
  if (next !== null) return next
  const { host } = new URL(from)
  throw new LtiError('next_link_foreign', `the next page of ${host} is on another origin`, {
    status: 502,
    detail: { host },
  })
}

/** Where the platform tells what changed since this list (NRPS 2.0 §2.4.2), or `null`: without it the whole list is read again. */
export function differencesLink(header: string | null, from: string): string | null {
  const address = linkTo('differences', header)
  return address === null || !URL.canParse(address, from) ? null : onSameOrigin(address, from)
}

function linkTo(relation: string, header: string | null): string | null {
  if (header === null) return null
  for (const [, address = '', params = ''] of header.replace(QUOTES, '"').matchAll(/<([^<>]*)>([^<]*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/i.exec(params)
    const relations = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/)
    if (relations.includes(relation)) return address.trim().replaceAll('&amp;', '&') || null
  }
  return null
}

function onSameOrigin(address: string, from: string): string | null {
  const base = new URL(from)
  const next = new URL(address, from)
  if (next.origin === base.origin) return next.href
  if (
    base.protocol === 'https:' &&
    next.protocol === 'http:' &&
    next.host === base.host &&
    next.port === ''
  ) {
    next.protocol = 'https:'
    return next.href
  }
  return null
}
