import { hash } from 'node:crypto'
import { type Digest, digestOf } from './digest.ts'
import { escapeLiteral, fillLine, type Line, openLine } from './nquads.ts'
import { orderLines } from './order.ts'

/** The canonical form of all documents of one shape. `values`: one for each slot, as they stand in the document. */
export interface Template {
  /**
   * Canonical N-Quads of the document with these values, `null` where the full algorithm must decide: two blank nodes
   * look alike, or two statements became one.
   */
  fill(values: readonly string[]): string | null
  /** SHA-256 of what `fill` answers, in a fraction of the time. */
  digest(values: readonly string[]): Buffer | null
}

/** What hashing a blank node takes: the lines it stands in, and its hash where none of them has a slot. */
interface BlankNode {
  readonly lines: readonly Line[]
  readonly digest: Digest
  /** In these lines the node itself is `_:a`, any other `_:z`. */
  readonly labels: readonly string[]
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

  const nodes = Array.from({ length: labels.size }, (_, node) => blankNode(lines, node, labels.size))
  const ordered = orderLines(lines)
  const digest = digestOf(ordered)
  const namesFor = (escaped: readonly string[]) =>
    canonicalNames(nodes.map((node) => node.fixedHash ?? firstDegreeHash(node, escaped)))

  return {
    fill(values) {
      const escaped = values.map(escapeLiteral)
      const names = namesFor(escaped)
      return names && ordered.fill(escaped, (node) => names[node] ?? '')
    },
    digest(values) {
      const escaped = values.map(escapeLiteral)
      const names = namesFor(escaped)
      return names && digest(escaped, names)
    },
  }
}

const nodesOf = ({ holes }: Line) => holes.filter(({ kind }) => kind === 'node').map(({ index }) => index)
const slotsOf = ({ holes }: Line) => holes.filter(({ kind }) => kind === 'slot').map(({ index }) => index)

function blankNode(all: readonly Line[], node: number, count: number): BlankNode {
  const lines = all.filter((line) => nodesOf(line).includes(node))
  const isFixed = lines.every((line) => slotsOf(line).length === 0)
  const labels = Array.from({ length: count }, (_, other) => (other === node ? '_:a' : '_:z'))
  const found = { lines, digest: digestOf(orderLines(lines)), labels, fixedHash: null }
  return isFixed ? { ...found, fixedHash: firstDegreeHash(found, []) } : found
}

/** Hash First Degree Quads (§4.6). */
function firstDegreeHash({ lines, digest, labels }: BlankNode, values: readonly string[]): string {
  const found = digest(values, labels)
  if (found) return found.toString('hex')
  const texts = lines.map((line) => fillLine(line, values, (other) => labels[other] ?? ''))
  return hash('sha256', texts.sort().join(''), 'hex')
}

/** Labels by node: in the order of the hashes. `null`: two are the same, and only their neighbours could tell them apart. */
function canonicalNames(hashes: readonly string[]): string[] | null {
  const sorted = [...hashes].sort()
  if (sorted.some((one, index) => one === sorted[index + 1])) return null
  return hashes.map((one) => `_:c14n${sorted.indexOf(one)}`)
}
