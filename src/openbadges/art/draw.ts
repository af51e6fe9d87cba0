import { Resvg } from '@resvg/resvg-js'
import { BadgeError } from '../errors.ts'
import { FONTS } from './fonts.ts'
import { smaller } from './smaller.ts'
import { type BadgeWords, type Filling, fillTemplate } from './template.ts'

/** What an institution makes of the drawing. */
export type Dress = Pick<Filling, 'palette' | 'logo'>

/** Below this, words are no longer read, only noise. */
const SMALLEST_WITH_WORDS = 160

/**
 * Draws a badge as PNG, with transparent corners.
 *
 * @param template an SVG of the badge art
 * @param options.size width and height in pixels, 16 to 2048
 * @param options.text whether words are set on it; by default from 160 pixels on
 *
 * Errors: `BadgeError` `art_invalid`: size out of range, not a readable SVG.
 */
export function drawBadge(
  template: string,
  words: BadgeWords,
  options: { readonly size: number; readonly text?: boolean; readonly locked?: boolean } & Dress,
): Buffer {
  const { size, locked = false, palette, logo } = options
  if (!Number.isInteger(size) || size < 16 || size > 2048) {
    throw new BadgeError('art_invalid', 'a badge is drawn at 16 to 2048 pixels')
  }
  const svg = fillTemplate(template, words, {
    text: options.text ?? size >= SMALLEST_WITH_WORDS,
    locked,
    palette: palette ?? null,
    logo: logo ?? null,
  })
  try {
    return smaller(new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: FONTS }).render().asPng())
  } catch (cause) {
    throw new BadgeError('art_invalid', 'the badge art cannot be drawn', { cause })
  }
}

/**
 * A badge as SVG for pages, without words unless asked for: its label carries them.
 *
 * @param options.locked grey outline of a level that is not open yet
 */
export function drawBadgeSvg(
  template: string,
  words: BadgeWords,
  options: { readonly size?: number; readonly text?: boolean; readonly locked?: boolean } & Dress = {},
): string {
  const { size = 64, text = false, locked = false, palette = null, logo = null } = options
  return fillTemplate(template, words, { text, locked, palette, logo }).replace(
    '<svg ',
    `<svg width="${size}" height="${size}" `,
  )
}
