import { Resvg } from '@resvg/resvg-js'
import { FONTS } from './fonts.ts'
import { xml } from './xml.ts'

const SIZE = 100

export interface Face {
  readonly size: number
  readonly weight: 500 | 700
}

/** The width of a line as it will be drawn, in the units of `size`. */
export function widthOf(text: string, { size, weight }: Face): number {
  if (text.trim() === '') return 0
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><text font-family="Inter" font-weight="${weight}" font-size="${SIZE}">${xml(text)}</text></svg>`
  const box = new Resvg(svg, { font: FONTS }).getBBox()
  return ((box?.width ?? 0) * size) / SIZE
}
