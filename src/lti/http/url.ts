/**
 * Changes to an address that leave the rest of it as the platform wrote it: parsing and writing again would change
 * percent-encodings that some platforms compare, and drop nothing of `?type_id=1`.
 */

/** Adds to the query, keeping what is there. */
export function addQuery(url: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  )
  const bare = withoutFragment(url)
  if (pairs.length === 0) return bare
  const joint = !bare.includes('?') ? '?' : /[?&]$/.test(bare) ? '' : '&'
  return `${bare}${joint}${pairs.join('&')}`
}

/** Adds a last segment to the path, before the query: `…/lineitem?type_id=1` → `…/lineitem/scores?type_id=1` (AGS 2.0 §3.3.1, §3.4.2). */
export function addSegment(url: string, segment: string): string {
  const bare = withoutFragment(url)
  const at = bare.indexOf('?')
  const path = at === -1 ? bare : bare.slice(0, at)
  const query = at === -1 ? '' : bare.slice(at)
  return `${path.replace(/\/+$/, '')}/${segment}${query}`
}

function withoutFragment(url: string): string {
  const at = url.indexOf('#')
  return at === -1 ? url : url.slice(0, at)
}
