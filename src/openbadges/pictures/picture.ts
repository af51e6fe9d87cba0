import { Resvg } from '@resvg/resvg-js'
import { FONTS } from '../art/fonts.ts'
import { BadgeError } from '../errors.ts'
import { isPng } from '../images/chunks.ts'
import { isSvg } from '../images/svg.ts'
import { cleanPng } from './png.ts'
import { ART_RULES, LOGO_RULES, type PictureRules } from './rules.ts'
import { cleanSvg, viewBoxIn } from './svg.ts'

/** Of the longer side: more than any page, badge or paper shows of a logo. */
const LOGO_SIZE = 480

/** A picture that was checked and written anew. */
export interface Picture {
  readonly type: 'image/png' | 'image/svg+xml'
  readonly bytes: Buffer
}

/**
 * A logo as PNG, whatever it came as, at most 480 pixels on its longer side.
 *
 * Errors: `BadgeError` `picture_…`, see `cleanPng` and `cleanSvg`; `picture_too_large`.
 */
export function cleanLogo(file: Buffer): Picture {
  const { type, bytes } = clean(file, LOGO_RULES)
  const fitted = type === 'image/png' ? shrunk(bytes) : drawn(bytes.toString('utf8'))
  return { type: 'image/png', bytes: fitted }
}

/**
 * A picture in place of a badge's drawing: square, PNG or SVG.
 *
 * Errors: as `cleanLogo`.
 */
export function cleanArt(file: Buffer): Picture {
  const picture = clean(file, ART_RULES)
  if (picture.type === 'image/svg+xml') drawn(picture.bytes.toString('utf8'))
  return picture
}

/**
 * A picture in place of a drawing, as PNG and as SVG of this size. A PNG stays as it is, unless it is to `fit`.
 */
export function drawPicture(
  { type, bytes }: Picture,
  size: number,
  { fit = false }: { readonly fit?: boolean } = {},
): { png: Buffer; svg: string } {
  const svg = type === 'image/svg+xml' ? bytes.toString('utf8') : wrapped(bytes)
  const png = type === 'image/png' && !fit ? bytes : drawn(svg, size)
  return { png, svg: svg.replace('<svg ', `<svg width="${size}" height="${size}" `) }
}

function clean(file: Buffer, rules: PictureRules): Picture {
  const png = isPng(file)
  const svg = !png && isSvg(file.toString('latin1', 0, 16_000).replace(/^(?:ï»¿)/, ''))
  if (!png && !svg) throw new BadgeError('picture_kind', 'neither a PNG nor an SVG')
  if (file.length > rules.bytes[png ? 'png' : 'svg'])
    throw new BadgeError('picture_too_large', `${file.length} bytes`)
  return png
    ? { type: 'image/png', bytes: cleanPng(file, rules) }
    : { type: 'image/svg+xml', bytes: Buffer.from(cleanSvg(file, rules)) }
}

function shrunk(png: Buffer): Buffer {
  const longer = Math.max(png.readUInt32BE(16), png.readUInt32BE(20))
  return longer <= LOGO_SIZE ? png : drawn(wrapped(png))
}

/** A PNG as an SVG. */
function wrapped(png: Buffer): string {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">${image}</svg>`
}

/** Errors: `picture_broken` for what cannot be drawn. */
function drawn(svg: string, size = LOGO_SIZE): Buffer {
  const [, , width = 1, height = 1] = viewBoxIn(svg)
  const mode = width >= height ? ('width' as const) : ('height' as const)
  try {
    return new Resvg(svg, { fitTo: { mode, value: size }, font: FONTS }).render().asPng()
  } catch (cause) {
    throw new BadgeError('picture_broken', 'the picture cannot be drawn', { cause })
  }
}
