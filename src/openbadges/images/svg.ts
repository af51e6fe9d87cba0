import { BadgeError } from '../errors.ts'

const NAMESPACE = 'https://purl.imsglobal.org/ob/v3p0'
const OPEN = '<openbadges:credential'
const CLOSE = '</openbadges:credential'
const COMPACT_JWS = /^[\w-]+\.[\w-]*\.[\w-]+$/

/** Whether a file looks like an SVG image. */
export function isSvg(text: string): boolean {
  const head = text
    .slice(0, 8000)
    .replace(/^\uFEFF/, '')
    .trimStart()
  return head.startsWith('<') && /<svg[\s>]/.test(head)
}

/**
 * Puts an OB 3.0 badge into an SVG, right after `<svg …>` (OB 3.0 §5.3.2): JSON in CDATA, a compact JWS as `verify`. One that was
 * in it is replaced.
 *
 * Errors: `BadgeError` `svg_invalid`, `svg_two_badges`.
 */
export function bakeSvg(svg: string, credential: string): string {
  refuseDeclarations(svg)
  const old = find(svg)
  const clean = old ? svg.slice(0, old.start) + svg.slice(old.end) : svg
  const start = clean.search(/<svg[\s>]/)
  const end = start < 0 ? -1 : clean.indexOf('>', start) + 1
  if (end <= 0 || clean[end - 2] === '/') throw new BadgeError('svg_invalid', 'this is not an SVG image')
  const root = clean.slice(start, end)
  const tag = root.includes('xmlns:openbadges=')
    ? root
    : `<svg xmlns:openbadges="${NAMESPACE}"${root.slice('<svg'.length)}`
  const badge = COMPACT_JWS.test(credential)
    ? `${OPEN} verify="${credential}"/>`
    : `${OPEN}><![CDATA[${credential.replaceAll(']]>', ']]]]><![CDATA[>')}]]>${CLOSE}>`
  return clean.slice(0, start) + tag + badge + clean.slice(end)
}

/**
 * The OB 3.0 badge in an SVG: JSON or a compact JWS; `null` where there is none.
 *
 * Errors: `BadgeError` `svg_invalid`: entities or a DOCTYPE with declarations, cut off; `svg_two_badges`.
 */
export function readSvg(svg: string): string | null {
  refuseDeclarations(svg)
  const found = find(svg)
  if (!found) return null
  const verify = /\sverify\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(found.tag)
  const jws = verify?.[1] ?? verify?.[2]
  return (jws ?? plain(found.body)).trim() || null
}

/** A DOCTYPE that only names the SVG DTD is common and harmless, for nothing is loaded; one that declares anything is refused. */
function refuseDeclarations(svg: string): void {
  const start = svg.search(/<svg[\s>]/)
  const prolog = start < 0 ? svg : svg.slice(0, start)
  if (/<!ENTITY/i.test(prolog) || (/<!DOCTYPE/i.test(prolog) && prolog.includes('['))) {
    throw new BadgeError('svg_invalid', 'the SVG image declares entities')
  }
}

interface Found {
  readonly start: number
  readonly end: number
  readonly tag: string
  readonly body: string
}

function find(svg: string): Found | null {
  const start = svg.indexOf(OPEN)
  if (start < 0) return null
  const found = elementAt(svg, start)
  if (svg.indexOf(OPEN, found.end) >= 0) {
    throw new BadgeError('svg_two_badges', 'the image holds two badges')
  }
  return found
}

function elementAt(svg: string, start: number): Found {
  const tagEnd = svg.indexOf('>', start) + 1
  if (tagEnd <= 0) throw cutOff()
  const tag = svg.slice(start, tagEnd)
  if (tag.endsWith('/>')) return { start, end: tagEnd, tag, body: '' }
  let at = tagEnd
  for (;;) {
    const next = svg.indexOf('<', at)
    if (next < 0) throw cutOff()
    if (svg.startsWith(CLOSE, next)) {
      const end = svg.indexOf('>', next) + 1
      if (end <= 0) throw cutOff()
      return { start, end, tag, body: svg.slice(tagEnd, next) }
    }
    // Inside CDATA the closing tag is only text.
    const cdata = svg.startsWith('<![CDATA[', next) ? svg.indexOf(']]>', next) : next
    if (cdata < 0) throw cutOff()
    at = cdata + 1
  }
}

function plain(body: string): string {
  return body
    .split(/(<!\[CDATA\[[\s\S]*?\]\]>)/)
    .map((part) =>
      part.startsWith('<![CDATA[')
        ? part.slice(9, -3)
        : part.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => ENTITIES[name] ?? ''),
    )
    .join('')
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

const cutOff = () => new BadgeError('svg_invalid', 'the SVG image is cut off')
