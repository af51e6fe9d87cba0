import { BadgeError } from '../errors.ts'
import { isPng } from '../images/chunks.ts'
import { readPng } from '../images/png.ts'
import { isSvg, readSvg } from '../images/svg.ts'
import type { JsonObject } from '../types.ts'
import { parseObject } from './json.ts'

const MAXIMUM_BYTES = 10 * 1024 * 1024
const COMPACT_JWS = /^[\w-]+\.[\w-]*\.[\w-]+$/

/** What stands in a file: a document, a signed token, or the address of a hosted badge. */
export type Found =
  | { readonly kind: 'document'; readonly document: JsonObject }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'url'; readonly url: string }

/**
 * Finds the badge in a PNG, an SVG or a text file. Where an image holds OB 3.0 and OB 2.0, OB 3.0 decides.
 *
 * Errors: `BadgeError` `too_large`, `no_badge`, and those of the readers.
 */
export function readBadge(bytes: Buffer): Found {
  if (bytes.length > MAXIMUM_BYTES) throw new BadgeError('too_large', 'the file is larger than 10 MB')
  return readText(badgeText(bytes))
}

function badgeText(bytes: Buffer): string {
  if (isPng(bytes)) {
    const { ob3, ob2 } = readPng(bytes)
    return required(ob3 ?? ob2)
  }
  const text = bytes.toString('utf8')
  return isSvg(text) ? required(readSvg(text)) : text
}

function required(text: string | null): string {
  if (text === null) throw new BadgeError('no_badge', 'there is no badge in this image')
  return text
}

function readText(raw: string): Found {
  const text = raw.replace(/^\uFEFF/, '').trim()
  if (text === '') throw new BadgeError('no_badge', 'the file is empty')
  if (/^https?:\/\/\S{1,2000}$/.test(text)) return { kind: 'url', url: text }
  if (!text.startsWith('{') && COMPACT_JWS.test(text)) return { kind: 'token', token: text }
  return { kind: 'document', document: parseObject(text) }
}
