import { PNG } from 'pngjs'

const OPAQUE = 3

/**
 * The same drawing in a file a third smaller: every colour to the next even value, which nobody sees and lets the gradients of the art
 * repeat, and packed as well as PNG can. Drawn once, it is downloaded, mailed and baked again and again.
 */
export function smaller(png: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(png)
  for (let at = 0; at < data.length; at += 1) {
    const value = data[at] as number
    // White stays white, and what is opaque stays so.
    if (at % 4 !== OPAQUE && value < 254) data[at] = (value + 1) & 0xfe
  }
  return PNG.sync.write(Object.assign(new PNG({ width, height }), { data }), { deflateLevel: 9 })
}
