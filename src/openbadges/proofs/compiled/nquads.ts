import { holdsPlaceholder } from './shape.ts'

/** One line of canonical N-Quads, cut open: `pieces[0] holes[0] pieces[1] … holes[n-1] pieces[n]`. */
export interface Line {
  readonly pieces: readonly string[]
  readonly holes: readonly Hole[]
}

/** What a line leaves open: the value of a slot, or the label of a blank node. Both count from 0. */
export type Hole =
  | { readonly kind: 'slot'; readonly index: number }
  | { readonly kind: 'node'; readonly index: number }

const TERM = /_:c14n\d+|<[^>]*>|"(?:[^"\\]|\\.)*"/g

/**
 * Cuts a canonical line open at its blank nodes and placeholders.
 *
 * @param nodes labels of blank nodes by their number; new ones are added
 * @returns `null` when a placeholder does not stand there as it is: what became of it depends on the value
 */
export function openLine(
  text: string,
  placeholders: readonly string[],
  nodes: Map<string, number>,
): Line | null {
  const pieces: string[] = []
  const holes: Hole[] = []
  let from = 0
  for (const { 0: term, index: at } of text.matchAll(TERM)) {
    if (term.startsWith('_:')) {
      if (!nodes.has(term)) nodes.set(term, nodes.size)
      pieces.push(text.slice(from, at))
      holes.push({ kind: 'node', index: nodes.get(term) ?? 0 })
      from = at + term.length
    } else if (holdsPlaceholder(term)) {
      const slot = placeholders.indexOf(term.slice(1, -1))
      const isAddress = term.startsWith('<')
      if (slot < 0 || isAddress !== isAddressed(term)) return null
      pieces.push(text.slice(from, at + 1))
      holes.push({ kind: 'slot', index: slot })
      from = at + term.length - 1
    }
  }
  pieces.push(text.slice(from))
  return { pieces, holes }
}

/** A text that became an address, or the reverse, would have to be checked as such. */
const isAddressed = (term: string): boolean => /^.(https:|urn:)/.test(term)

/** A line with its holes filled. `values` are escaped already. */
export function fillLine(
  { pieces, holes }: Line,
  values: readonly string[],
  labelOf: (node: number) => string,
): string {
  let text = pieces[0] ?? ''
  for (let at = 0; at < holes.length; at += 1) {
    const { kind, index } = holes[at] as Hole
    text += (kind === 'slot' ? values[index] : labelOf(index)) + (pieces[at + 1] ?? '')
  }
  return text
}

const NAMED: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what canonical N-Quads escapes
const ESCAPED = /[\u0000-\u001f\u007f"\\]/g

/** A text as it stands between the quotes of canonical N-Quads (RDF 1.2 N-Quads §4): no character is escaped that need not be. */
export function escapeLiteral(text: string): string {
  return text.replace(
    ESCAPED,
    (letter) => NAMED[letter] ?? `\\u${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
}
