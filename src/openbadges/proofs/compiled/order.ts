import { fillLine, type Hole, type Line } from './nquads.ts'

/** Lines that are written in the order of their texts (by UTF-16, as rdf-canonize sorts), known before the values are. */
export interface Ordered {
  /** The text, `null` where the values decide more: two subjects become one, or two lines. Parameters as those of `fillLine`. */
  fill(values: readonly string[], labelOf: (node: number) => string): string | null
  /** The order of the subjects that these values make, `null` where `fill` answers `null` or the lines about one have to be sorted each time. */
  settle(values: readonly string[], labelOf: (node: number) => string): Settled | null
}

/** Lines in one order, their blank nodes named: only slots are open. */
export interface Settled {
  readonly text: Line
  /** Whether these values make the same order. */
  holdsFor(values: readonly string[]): boolean
}

/** All lines about one thing. */
interface Subject {
  /** What they all begin with, up to the space behind the subject. */
  readonly head: Line
  /** One after the other, where no value can change their order. */
  readonly text: Line | null
  readonly lines: readonly Line[]
}

/**
 * Sorts the lines as far as that does not depend on values. No subject begins with another one and a space, so all lines about one
 * come together, in the order of their subjects; those about one differ in the predicate, nearly always.
 */
export function orderLines(lines: readonly Line[]): Ordered {
  const bySubject = new Map<string, { head: Line; lines: Line[] }>()
  for (const line of lines) {
    const head = headOf(line)
    const key = JSON.stringify(head)
    const known = bySubject.get(key)
    if (known) known.lines.push(line)
    else bySubject.set(key, { head, lines: [line] })
  }
  const subjects = [...bySubject.values()].map((about): Subject => ({ ...about, text: inOrder(about.lines) }))
  const inTurn: Arranged = (values, labelOf) => {
    const found = subjects.map((about) => ({ about, head: fillLine(about.head, values, labelOf) }))
    return found.sort((a, b) => (a.head < b.head ? -1 : 1))
  }
  return {
    settle: (values, labelOf) => settle(inTurn(values, labelOf), labelOf),
    fill(values, labelOf) {
      const found = inTurn(values, labelOf)
      let text = ''
      let last = ''
      for (const { about, head } of found) {
        const own = about.text ? fillLine(about.text, values, labelOf) : sorted(about.lines, values, labelOf)
        if (head === last || own === null) return null
        text += own
        last = head
      }
      return text
    },
  }
}

type Arranged = (
  values: readonly string[],
  labelOf: (node: number) => string,
) => { readonly about: Subject; readonly head: string }[]

function settle(found: ReturnType<Arranged>, labelOf: (node: number) => string): Settled | null {
  const texts: Line[] = []
  const heads: Line[] = []
  for (const [index, { about, head }] of found.entries()) {
    if (about.text === null || head === found[index - 1]?.head) return null
    texts.push(named(about.text, labelOf))
    heads.push(named(about.head, labelOf))
  }
  // What stands between two that no value changes needs no second look.
  const open = heads.slice(1).flatMap((head, index) => {
    const before = heads[index] as Line
    return head.holes.length + before.holes.length > 0 ? [{ before, head }] : []
  })
  return {
    text: joined(texts),
    holdsFor: (values) =>
      open.every(({ before, head }) => fillLine(before, values, labelOf) < fillLine(head, values, labelOf)),
  }
}

/** With the labels of its blank nodes. */
function named({ pieces, holes }: Line, labelOf: (node: number) => string): Line {
  const found = { pieces: [pieces[0] ?? ''], holes: [] as Hole[] }
  for (const [at, hole] of holes.entries()) {
    const next = pieces[at + 1] ?? ''
    if (hole.kind === 'node') found.pieces.push(`${found.pieces.pop() ?? ''}${labelOf(hole.index)}${next}`)
    else {
      found.holes.push(hole)
      found.pieces.push(next)
    }
  }
  return found
}

/** The beginning of a line up to the space behind its subject. */
function headOf({ pieces, holes }: Line): Line {
  const [first = '', second = ''] = pieces
  const end = first.indexOf(' ')
  if (end >= 0) return { pieces: [first.slice(0, end + 1)], holes: [] }
  return { pieces: [first, second.slice(0, second.indexOf(' ') + 1)], holes: holes.slice(0, 1) }
}

/** Lines joined to one, `null` where their order depends on values. */
function inOrder(lines: readonly Line[]): Line | null {
  const ordered = [...lines].sort(compare)
  if (ordered.some((line, index) => index > 0 && compare(ordered[index - 1] as Line, line) >= 0)) return null
  return joined(ordered)
}

const joined = (lines: readonly Line[]): Line =>
  lines.reduce((text, line) => ({
    pieces: [
      ...text.pieces.slice(0, -1),
      (text.pieces.at(-1) ?? '') + (line.pieces[0] ?? ''),
      ...line.pieces.slice(1),
    ],
    holes: [...text.holes, ...line.holes],
  }))

/** Which comes first whatever the values are; 0: that depends on them. */
function compare(one: Line, other: Line): number {
  for (const [index, piece] of one.pieces.entries()) {
    const against = other.pieces[index] ?? ''
    const [a, b] = [one.holes[index], other.holes[index]]
    if (piece === against && a?.kind === b?.kind && a?.index === b?.index) continue
    return piece.startsWith(against) || against.startsWith(piece) ? 0 : piece < against ? -1 : 1
  }
  return 0
}

function sorted(
  lines: readonly Line[],
  values: readonly string[],
  labelOf: (node: number) => string,
): string | null {
  const texts = lines.map((line) => fillLine(line, values, labelOf)).sort()
  return texts.some((text, index) => text === texts[index + 1]) ? null : texts.join('')
}
