/** A white plate on the lower corner of the hexagon, as wide as the logo needs. */
const BOTTOM = 592
const TALLEST = 82
const WIDEST = 210
const PADDING = { x: 16, y: 11 }

export interface Logo {
  /** Where the PNG is: a data URL, or an address of the page that shows it. */
  readonly href: string
  /** Pixels; only their ratio counts. */
  readonly width: number
  readonly height: number
}

/** The logo of the issuer on its plate, as SVG for the `{{logo}}` of a template; `rim`: the colour of the plate's edge. */
export function plateWith({ href, width, height }: Logo, rim: string): string {
  const scale = Math.min((WIDEST - 2 * PADDING.x) / width, (TALLEST - 2 * PADDING.y) / height)
  const [w, h] = [Math.max(1, width * scale), Math.max(1, height * scale)]
  const plate = { w: Math.max(TALLEST, w + 2 * PADDING.x), h: Math.max(54, h + 2 * PADDING.y) }
  const y = BOTTOM - plate.h
  const at = (n: number) => n.toFixed(1)
  return [
    `<rect x="${at(300 - plate.w / 2)}" y="${at(y)}" width="${at(plate.w)}" height="${at(plate.h)}" rx="16" fill="#fff" stroke="${rim}" stroke-width="7"/>`,
    `<image x="${at(300 - w / 2)}" y="${at(y + (plate.h - h) / 2)}" width="${at(w)}" height="${at(h)}" href="${href}"/>`,
  ].join('\n  ')
}

/** A PNG as the logo of a badge that carries everything inside. */
export function logoOf(png: Buffer): Logo {
  return {
    href: `data:image/png;base64,${png.toString('base64')}`,
    width: png.readUInt32BE(16),
    height: png.readUInt32BE(20),
  }
}
