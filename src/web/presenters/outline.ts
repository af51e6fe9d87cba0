/** A line, and the points that stand under it. */
export interface OutlineLine {
  readonly text: string
  readonly points: readonly OutlineLine[]
}

const POINT = /^( *)- (.*)$/

/** Plain text whose points are marked `- ` and indented by two spaces a level, as the criteria of an achievement are written. */
export function outlineOf(plain: string): OutlineLine[] {
  const lines: Draft[] = []
  /** The lines that a next point may belong to, one a level. */
  let open: Draft[] = []
  for (const raw of plain.split('\n').filter((line) => line.trim() !== '')) {
    const [, indent = '', text = raw] = POINT.exec(raw) ?? []
    const line: Draft = { text: text.trim(), points: [] }
    const level = POINT.test(raw) ? 1 + indent.length / 2 : 0
    const above = open.slice(0, level)
    ;(above.at(-1)?.points ?? lines).push(line)
    open = [...above, line]
  }
  return lines
}

interface Draft {
  readonly text: string
  readonly points: Draft[]
}
