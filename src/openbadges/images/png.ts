import { BadgeError } from '../errors.ts'
import { escapeBraces } from './braces.ts'
import { type Chunk, chunk, chunksOf, isText } from './chunks.ts'
import { itxt, keywordOf, textOf } from './itxt.ts'

/** Keywords that the standards bake under (OB 3.0 §5.3, OB 2.0 Baking). */
const OB3_KEYWORD = 'openbadgecredential'
const OB2_KEYWORD = 'openbadges'

/**
 * Puts a badge into a PNG: OB 3.0 and OB 2.0, each once, right after the header. Badges that were in it are replaced; every other
 * byte stays where it is, the pixels included.
 *
 * @param payload `ob3`: JSON or compact JWS; `ob2`: JSON, compact JWS or URL
 *
 * Errors: `BadgeError` `png_invalid`.
 */
export function bakePng(png: Buffer, payload: { readonly ob3?: string; readonly ob2?: string }): Buffer {
  const chunks = chunksOf(png)
  const header = chunks[0]?.end ?? 0
  const baked: Buffer[] = [png.subarray(0, header)]
  if (payload.ob3 !== undefined) baked.push(chunk('iTXt', itxt(OB3_KEYWORD, escapeBraces(payload.ob3))))
  if (payload.ob2 !== undefined) baked.push(chunk('iTXt', itxt(OB2_KEYWORD, escapeBraces(payload.ob2))))
  let from = header
  for (const old of chunks.filter(isBadge)) {
    baked.push(png.subarray(from, old.start))
    from = old.end
  }
  baked.push(png.subarray(from))
  return Buffer.concat(baked)
}

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
