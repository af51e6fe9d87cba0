import { hash } from 'node:crypto'
import type { Line } from './nquads.ts'
import type { Ordered, Settled } from './order.ts'

/**
 * SHA-256 of ordered lines.
 *
 * @param values escaped already
 * @param labels of the blank nodes, by their number
 * @returns `null` where `Ordered.fill` answers `null`
 */
export type Digest = (values: readonly string[], labels: readonly string[]) => Buffer | null

/** Subjects in one order, blank nodes named: the same for nearly all documents of a shape. */
interface Arrangement extends Settled {
  readonly labels: readonly string[]
  readonly digest: (values: readonly string[]) => Buffer
}

/** Values that are compared make few orders, nearly always one. */
const MOST_ARRANGEMENTS = 8

/** Remembers how the latest were arranged: then only the values are written anew. */
export function digestOf(ordered: Ordered): Digest {
  let arrangements: readonly Arrangement[] = []

  function arrange(values: readonly string[], labels: readonly string[]): Arrangement | null {
    const settled = ordered.settle(values, (node) => labels[node] ?? '')
    if (settled === null) return null
    const made = { ...settled, labels, digest: textDigest(settled.text) }
    arrangements = [made, ...arrangements].slice(0, MOST_ARRANGEMENTS)
    return made
  }

  return (values, labels) => {
    const known = arrangements.find((one) => isSame(one.labels, labels) && one.holdsFor(values))
    const arrangement = known ?? arrange(values, labels)
    if (arrangement) return arrangement.digest(values)
    const text = ordered.fill(values, (node) => labels[node] ?? '')
    return text === null ? null : hash('sha256', text, 'buffer')
  }
}

const isSame = (some: readonly string[], others: readonly string[]) =>
  some === others || some.every((one, index) => one === others[index])

/** Longer than any badge. One piece of memory serves all: it is written and read in one go. */
let room = Buffer.allocUnsafe(32_768)

/**
 * What stands between the slots is made bytes once. In one text, a single letter beyond Latin-1 would make all of it twice as long, and
 * reading it three times as slow.
 *
 * @param text only slots are open
 */
function textDigest({ pieces, holes }: Line): (values: readonly string[]) => Buffer {
  const bytes = pieces.map((piece) => Buffer.from(piece))
  const fixed = bytes.reduce((length, piece) => length + piece.length, 0)
  return (values) => {
    let most = fixed
    for (const { index } of holes) most += (values[index] ?? '').length * 3
    if (most > room.length) room = Buffer.allocUnsafe(most)
    let end = 0
    for (const [at, piece] of bytes.entries()) {
      room.set(piece, end)
      end += piece.length
      const hole = holes[at]
      if (hole) end += room.write(values[hole.index] ?? '', end)
    }
    return hash('sha256', room.subarray(0, end), 'buffer')
  }
}
