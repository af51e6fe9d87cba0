/**
 * What goes over the operator's channel: lines of JSON. The command line sends one request; the tool answers `accepted`, then what
 * the command prints, as it comes, then its exit code.
 */
import { z } from 'zod'

/** A logo comes with its command. */
export const LARGEST_REQUEST = 2 * 1024 * 1024

export const requestShape = z.strictObject({
  version: z.literal(1),
  /** As typed after `npm run tool --`. */
  args: z.array(z.string().max(1_500_000)).min(1).max(100),
})
export type Request = z.infer<typeof requestShape>

export const frameShape = z.union([
  z.strictObject({ accepted: z.literal(true) }),
  z.strictObject({ out: z.string() }),
  z.strictObject({ err: z.string() }),
  z.strictObject({ exit: z.int().min(0).max(255) }),
])
export type Frame = z.infer<typeof frameShape>

/** Readers of lines take U+2028 and U+2029 for the end of one, and JSON leaves them as they are. */
const SEPARATORS = /[\u2028\u2029]/g

export const asLine = (message: Request | Frame): string =>
  `${JSON.stringify(message).replace(SEPARATORS, (one) => `\\u${one.charCodeAt(0).toString(16)}`)}\n`

/** A line as JSON; `undefined` where it is none, which no shape takes. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
