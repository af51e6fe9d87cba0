import { BadgeError } from '../errors.ts'
import { escapeBraces } from './braces.ts'
import { AROUND, type Chunk, chunksOf, isText, putChunk } from './chunks.ts'
import { keywordOf, leadOf, textOf } from './itxt.ts'

/** Keywords that the standards bake under (OB 3.0 §5.3, OB 2.0 Baking). */
const OB3_KEYWORD = 'openbadgecredential'
const OB2_KEYWORD = 'openbadges'
const OB3 = leadOf(OB3_KEYWORD)
const OB2 = leadOf(OB2_KEYWORD)

/**
 * Puts a badge into a PNG: OB 3.0 and OB 2.0, each once, right after the header. Badges that were in it are replaced; every other
 * byte stays where it is, the pixels included.
 *
 * @param payload `ob3`: JSON or compact JWS; `ob2`: JSON, compact JWS or URL
 *
 * Errors: `BadgeError` `png_invalid`.
 */
export function bakePng(png: Buffer, payload: { readonly ob3?: string; readonly ob2?: string }): Buffer {
  const [header, ...chunks] = chunksOf(png)
  const badges = [badgeFor(OB3, payload.ob3), badgeFor(OB2, payload.ob2)].flat()
  const old = chunks.filter(isBadge)
  const baked = Buffer.allocUnsafe(
    png.length + sum(badges, ({ size }) => size) - sum(old, ({ start, end }) => end - start),
  )
  let from = header?.end ?? 0
  let at = png.copy(baked, 0, 0, from)
  for (const { lead, text } of badges) at = putChunk(baked, at, 'iTXt', lead, text)
  for (const { start, end } of old) {
    at += png.copy(baked, at, from, start)
    from = end
  }
  png.copy(baked, at, from)
  return baked
}

function badgeFor(lead: Buffer, payload: string | undefined) {
  if (payload === undefined) return []
  const text = escapeBraces(payload)
  return [{ lead, text, size: AROUND + lead.length + Buffer.byteLength(text) }]
}

const sum = <T>(items: readonly T[], size: (item: T) => number) =>
  items.reduce((total, item) => total + size(item), 0)

/**
 * The badges in a PNG, as text; `null` where there is none. OB 2.0 may stand in an old tEXt chunk, as a URL.
 *
 * Errors: `BadgeError` `png_invalid`: not a PNG, cut off, damaged, unpacks to more than 2 MB; `png_two_badges`: the same keyword twice,
 * so that two readers could see two badges.
 */
export function readPng(png: Buffer): { ob3: string | null; ob2: string | null } {
  const badges = chunksOf(png).filter(isBadge)
  return { ob3: only(badges, OB3_KEYWORD), ob2: only(badges, OB2_KEYWORD) }
}

function only(badges: readonly Chunk[], keyword: string): string | null {
  const [first, second] = badges.filter((badge) => keywordOf(badge) === keyword)
  if (second) throw new BadgeError('png_two_badges', 'the image holds two badges under one name')
  return first ? textOf(first) : null
}

function isBadge(candidate: Chunk): boolean {
  if (!isText(candidate.type)) return false
  const keyword = keywordOf(candidate)
  return keyword === OB3_KEYWORD || keyword === OB2_KEYWORD
}
