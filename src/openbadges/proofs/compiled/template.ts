import { hash } from 'node:crypto'
import { escapeLiteral, fillLine, type Line, openLine } from './nquads.ts'
import { type Ordered, orderLines } from './order.ts'

/** The canonical form of all documents of one shape. */
export interface Template {
  /**
   * Canonical N-Quads of the document with these values, `null` where the full algorithm must decide: two blank nodes
   * look alike, or two statements became one.
   *
   * @param values one for each slot, as they stand in the document
   */
  fill(values: readonly string[]): string | null
}

/** What hashing a blank node takes: the lines it stands in, and its hash where none of them has a slot. */
interface BlankNode {
  readonly lines: readonly Line[]
  readonly ordered: Ordered
  readonly fixedHash: string | null
}

/**
 * Makes a template of one canonicalised document whose slots hold placeholders (RDF Dataset Canonicalization 1.0 §4.4).
 *
 * Canonicalising names the blank nodes in the order of their hashes, writes one line a statement and sorts the lines. With other
 * values, only lines with a slot change, and only hashes of blank nodes in such lines: the rest is done here, once.
 *
 * @returns `null` when the values decide more than that
 */
export function compileTemplate(quads: string, placeholders: readonly string[]): Template | null {
  const labels = new Map<string, number>()
  const texts = quads.split('\n').slice(0, -1)
  const lines: Line[] = []
  for (const text of texts) {
    const line = openLine(`${text}\n`, placeholders, labels)
    if (line === null) return null
    const nodes = nodesOf(line)
    if (new Set(nodes).size < nodes.length) return null
    lines.push(line)
  }
  const filled = new Set(lines.flatMap((line) => slotsOf(line)))
  if (filled.size < placeholders.length) return null

  const nodes = Array.from({ length: labels.size }, (_, node) => blankNode(lines, node))
  const ordered = orderLines(lines)

  return {
    fill(values) {
      const escaped = values.map(escapeLiteral)
      const names = canonicalNames(
        nodes.map((node, index) => node.fixedHash ?? firstDegreeHash(node, index, escaped)),
      )
      return names && ordered.fill(escaped, (node) => names[node] ?? '')
    },
  }
}

const nodesOf = ({ holes }: Line) => holes.filter(({ kind }) => kind === 'node').map(({ index }) => index)
const slotsOf = ({ holes }: Line) => holes.filter(({ kind }) => kind === 'slot').map(({ index }) => index)

function blankNode(all: readonly Line[], node: number): BlankNode {
  const lines = all.filter((line) => nodesOf(line).includes(node))
  const isFixed = lines.every((line) => slotsOf(line).length === 0)
  const found = { lines, ordered: orderLines(lines) }
  return { ...found, fixedHash: isFixed ? firstDegreeHash(found, node, []) : null }
}

/** Hash First Degree Quads (§4.6): the node itself is `_:a`, any other `_:z`. */
function firstDegreeHash(
  { lines, ordered }: Pick<BlankNode, 'lines' | 'ordered'>,
  node: number,
  values: readonly string[],
): string {
  const labelOf = (other: number) => (other === node ? '_:a' : '_:z')
  const text = ordered.fill(values, labelOf)
  return hash(
    'sha256',
    text ??
      lines
        .map((line) => fillLine(line, values, labelOf))
        .sort()
        .join(''),
    'hex',
  )
}

/** Labels by node: in the order of the hashes. `null`: two are the same, and only their neighbours could tell them apart. */
function canonicalNames(hashes: readonly string[]): string[] | null {
  const sorted = [...hashes].sort()
  if (sorted.some((one, index) => one === sorted[index + 1])) return null
  return hashes.map((one) => `_:c14n${sorted.indexOf(one)}`)
}
