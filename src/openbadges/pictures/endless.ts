import { BadgeError } from '../errors.ts'

/** A picture of a badge has some hundred shapes. */
const MOST_SHAPES = 20_000
const DEEPEST = 60

interface Element {
  readonly children: Element[]
  /** Ids of what is drawn again here: by `use`, as a mask, as a clip. */
  readonly draws: readonly string[]
}

/**
 * Refuses an SVG that is drawn without end: shapes that draw others that draw others double with every step, and a few hundred bytes keep a
 * machine busy for days.
 *
 * @param svg as `sanitize-html` writes it: every `<` begins a tag
 *
 * Errors: `BadgeError` `picture_endless`.
 */
export function refuseEndless(svg: string): void {
  const byId = new Map<string, Element>()
  const root: Element = { children: [], draws: [] }
  const path = [root]
  for (const [, closing, attributes = '', alone] of svg.matchAll(
    /<(\/)?[\w:]+((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/)?>/g,
  )) {
    if (closing) {
      path.pop()
      continue
    }
    const element: Element = { children: [], draws: drawnBy(attributes) }
    const id = /\sid="([^"]*)"/.exec(attributes)?.[1]
    if (id !== undefined && !byId.has(id)) byId.set(id, element)
    path.at(-1)?.children.push(element)
    if (path.length > DEEPEST) throw endless()
    if (!alone) path.push(element)
  }
  count(root, byId)
}

const drawnBy = (attributes: string): string[] =>
  [...attributes.matchAll(/(?:href="#|url\(['"]?#|url\(&quot;#)([^"')&]+)/g)].flatMap(([, id]) => id ?? [])

function count(root: Element, byId: ReadonlyMap<string, Element>): void {
  const known = new Map<Element, number>()
  const under = new Set<Element>()
  const weigh = (element: Element): number => {
    const before = known.get(element)
    if (before !== undefined) return before
    if (under.has(element) || under.size > DEEPEST) throw endless()
    under.add(element)
    let weight = 1
    for (const child of element.children) weight += weigh(child)
    for (const id of element.draws) {
      const drawn = byId.get(id)
      if (drawn) weight += weigh(drawn)
    }
    if (weight > MOST_SHAPES) throw endless()
    under.delete(element)
    known.set(element, weight)
    return weight
  }
  weigh(root)
}

const endless = () => new BadgeError('picture_endless', 'the SVG draws too much, or itself')
