import type { Criterion } from '../../core/criteria.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelId } from '../../core/ladder.ts'

/** What a button of the editor does to the tree. */
export const VERBS = ['add', 'remove', 'group', 'ungroup', 'up', 'down', 'in', 'out'] as const
export type Verb = (typeof VERBS)[number]

/** A verb and the condition that it is about: the level, and child indexes from its criterion. */
export interface Step {
  readonly verb: Verb
  readonly level: LevelId
  readonly path: readonly number[]
}

type Group = Extract<Criterion, { of: readonly Criterion[] }>
const isGroup = (criterion: Criterion | undefined): criterion is Group =>
  criterion !== undefined && 'of' in criterion

/** A step as a button's value has it, `remove:completed.0.1`; `null` for anything else. */
export function readStep(text: string | undefined): Step | null {
  const [verb, place = ''] = text?.split(':') ?? []
  const [level, ...indexes] = place.split('.')
  const known = VERBS.find((one) => one === verb)
  const rung = LEVEL_IDS.find((id) => id === level)
  if (!known || !rung || !indexes.every((index) => /^\d{1,3}$/.test(index))) return null
  return { verb: known, level: rung, path: indexes.map(Number) }
}

/** Which steps a condition offers: those that would change something and leave a tree. */
export function stepsOffered(root: Criterion, path: readonly number[]): Verb[] {
  const node = at(root, path)
  const parent = path.length > 0 ? at(root, path.slice(0, -1)) : undefined
  const siblings = isGroup(parent) ? parent.of : []
  const index = path.at(-1) ?? 0
  const offered: Record<Verb, boolean> = {
    add: isGroup(node) || path.length === 0,
    remove: path.some((_, depth) => groupSize(at(root, path.slice(0, depth))) > 1),
    up: index > 0,
    down: index < siblings.length - 1,
    in: isGroup(siblings[index - 1]),
    out: path.length > 1,
    group: !isGroup(node),
    ungroup: isGroup(node) && (path.length > 0 || node.of.length === 1),
  }
  return VERBS.filter((verb) => offered[verb])
}

const groupSize = (node: Criterion | undefined) => (isGroup(node) ? node.of.length : 0)

/** The tree after a step; the same tree where the step is about nothing in it. `added`: what "add" puts in. */
export function takeStep(
  criteria: CourseCriteria,
  { verb, level, path }: Step,
  added: Criterion | null,
): CourseCriteria {
  const root = criteria[level].criterion
  const node = at(root, path)
  if (!node) return criteria
  const criterion =
    verb === 'add' ? (added ? withAdded(root, path, node, added) : root) : moved(root, path, node, verb)
  return { ...criteria, [level]: { ...criteria[level], criterion } }
}

/** At the end of a group; a condition that stands alone becomes a group with the new one. */
function withAdded(root: Criterion, path: readonly number[], node: Criterion, added: Criterion): Criterion {
  const group: Criterion = isGroup(node)
    ? { ...node, of: [...node.of, added] }
    : { type: 'all', of: [node, added] }
  return replaced(root, path, group)
}

function moved(root: Criterion, path: readonly number[], node: Criterion, verb: Verb): Criterion {
  switch (verb) {
    case 'group':
      return replaced(root, path, { type: 'any', of: [node] })
    case 'ungroup':
      if (!isGroup(node)) return root
      if (path.length > 0) return edited(root, path, (list, index) => list.toSpliced(index, 1, ...node.of))
      return node.of.length === 1 && node.of[0] ? node.of[0] : root
    case 'remove':
      return edited(root, path, (list, index) => list.toSpliced(index, 1))
    case 'up':
      return edited(root, path, (list, index) => swapped(list, index - 1))
    case 'down':
      return edited(root, path, swapped)
    case 'in':
      return edited(root, path, intoGroupBefore)
    case 'out':
      return path.length < 2
        ? root
        : edited(root, path.slice(0, -1), (list, index) => outOf(list, index, path, node))
    case 'add':
      return root
  }
}

function swapped(list: readonly Criterion[], index: number): readonly Criterion[] {
  const [one, other] = [list[index], list[index + 1]]
  return one && other ? list.toSpliced(index, 2, other, one) : list
}

function intoGroupBefore(list: readonly Criterion[], index: number): readonly Criterion[] {
  const [before, node] = [list[index - 1], list[index]]
  return isGroup(before) && node
    ? list.toSpliced(index - 1, 2, { ...before, of: [...before.of, node] })
    : list
}

/** To the place after the group that it was in, which goes when nothing is left in it. */
function outOf(
  list: readonly Criterion[],
  index: number,
  path: readonly number[],
  node: Criterion,
): readonly Criterion[] {
  const group = list[index]
  if (!isGroup(group)) return list
  const left = fitting({ ...group, of: group.of.toSpliced(path.at(-1) ?? 0, 1) })
  return list.toSpliced(index, 1, ...(left ? [left] : []), node)
}

/** The condition that a path leads to. */
export function at(root: Criterion, path: readonly number[]): Criterion | undefined {
  return path.reduce<Criterion | undefined>(
    (node, index) => (isGroup(node) ? node.of[index] : undefined),
    root,
  )
}

function replaced(root: Criterion, path: readonly number[], by: Criterion): Criterion {
  return path.length === 0 ? by : edited(root, path, (list, index) => list.toSpliced(index, 1, by))
}

/** Edits the list that a condition stands in. Groups that end up empty go, but the level's own never does. */
function edited(
  root: Criterion,
  path: readonly number[],
  edit: (list: readonly Criterion[], index: number) => readonly Criterion[],
): Criterion {
  return within(root, path, edit) ?? root
}

function within(
  node: Criterion,
  [index, ...deeper]: readonly number[],
  edit: Parameters<typeof edited>[2],
): Criterion | null {
  if (index === undefined || !isGroup(node)) return node
  if (deeper.length === 0) return fitting({ ...node, of: edit(node.of, index) })
  const of = node.of.flatMap((child, place) =>
    place === index ? (within(child, deeper, edit) ?? []) : [child],
  )
  return fitting({ ...node, of })
}

/** "At least 3 of these" is 2 where only two are left; `null` where none is. */
function fitting(group: Group): Group | null {
  if (group.of.length === 0) return null
  return group.type === 'at-least' ? { ...group, n: Math.min(group.n, group.of.length) } : group
}
