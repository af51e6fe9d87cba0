import { clampChroma, formatHex, oklch, wcagContrast } from 'culori'

/** The colours of one level's hexagon, by the slots of the template. */
export type Palette = Readonly<Record<'rim1' | 'rim2' | 'field1' | 'field2' | 'field3', string>>

/** Lightness (OKLCH) behind the words, lowest level first: whatever the colour, each level is darker than the one below. */
const STEPS = [0.48, 0.4, 0.32] as const
/** Degrees that the hue turns from level to level, so that they differ by more than lightness. */
const TURN = 9
/** The second line of small print is white at 86 %, so what is behind it must leave room. */
const CONTRAST = 7
const WHITE = '#ffffff'

/**
 * The colours of a level, derived from an institution's own: its hue and as much of its strength as the screen can show, one lightness for each
 * level. White words on it have a contrast of 4.5:1 at least (WCAG 1.4.3), whatever the colour.
 *
 * @param colour as `#rrggbb`
 * @param step 0 for the lowest level
 */
export function paletteOf(colour: string, step: 0 | 1 | 2): Palette {
  const { c = 0, h = 0 } = oklch(colour) ?? {}
  const hue = (h + (step - 1) * TURN + 360) % 360
  const shade = (lightness: number, strength = 1) =>
    formatHex(clampChroma({ mode: 'oklch', l: lightness, c: c * strength, h: hue }, 'oklch'))
  let lightness: number = STEPS[step]
  while (wcagContrast(shade(lightness), WHITE) < CONTRAST) lightness -= 0.01
  return {
    rim1: shade(lightness + 0.06),
    rim2: shade(lightness - 0.1),
    field1: shade(lightness + 0.13, 1.1),
    field2: shade(lightness),
    field3: shade(lightness - 0.11),
  }
}
