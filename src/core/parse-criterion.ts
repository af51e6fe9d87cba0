import { KINDS } from './activity.ts'
import type { Criterion, Need, Target } from './criteria.ts'
import { fail, isFields, list, number, object, oneOf, text, whole } from './shape.ts'

export const MAX_DEPTH = 8
export const MAX_NODES = 100
export const MAX_NEED = 1000
export const MAX_MONTHS = 120

const TYPES = ['all', 'any', 'at-least', 'completed', 'scored', 'attended', 'confirmed', 'evidence'] as const

/** Which fields each type of condition has, beside `type`. */
const FIELDS = {
  all: ['of'],
  any: ['of'],
  'at-least': ['n', 'of'],
  completed: ['target', 'need'],
  scored: ['target', 'percent', 'need'],
  attended: ['percent'],
  confirmed: ['statement'],
  evidence: ['months', 'from'],
} as const satisfies Record<Criterion['type'], readonly string[]>

/**
 * Checks one criterion: at most 8 deep, 100 conditions in all, months 1 to 120, percents 0 to 100 (whole ones for attendance),
 * `n` of at-least within its list. Throws an `Error` that names the path of the mistake.
 */
export function parseCriterion(data: unknown, path = 'criterion'): Criterion {
  return parse(data, path, 1, { nodes: 0 })
}

function parse(data: unknown, at: string, depth: number, counted: { nodes: number }): Criterion {
  counted.nodes += 1
  if (depth > MAX_DEPTH) fail(at, `is too deep: conditions may be nested ${MAX_DEPTH} deep`)
  if (counted.nodes > MAX_NODES) fail(at, `is too much: there may be ${MAX_NODES} conditions`)
  const type = oneOf(isFields(data) ? data.type : fail(at, 'must be an object'), `${at}.type`, TYPES)
  const fields = object(data, at, ['type', ...FIELDS[type]])
  const children = () => {
    const of = list(fields.of, `${at}.of`).map((child, index) =>
      parse(child, `${at}.of[${index}]`, depth + 1, counted),
    )
    return of.length > 0 ? of : fail(`${at}.of`, 'must not be empty')
  }
  const targeted = () => {
    const target = parseTarget(fields.target, `${at}.target`)
    return { target, need: parseNeed(fields.need, `${at}.need`, target) }
  }
  switch (type) {
    case 'all':
    case 'any':
      return { type, of: children() }
    case 'at-least': {
      const of = children()
      return { type, n: whole(fields.n, `${at}.n`, 1, of.length), of }
    }
    case 'completed':
      return { type, ...targeted() }
    case 'scored':
      return { type, ...targeted(), percent: number(fields.percent, `${at}.percent`, 0, 100) }
    case 'attended':
      return { type, percent: whole(fields.percent, `${at}.percent`, 0, 100) }
    case 'confirmed':
      return { type, statement: text(fields.statement, `${at}.statement`) }
    case 'evidence':
      return {
        type,
        months: whole(fields.months, `${at}.months`, 1, MAX_MONTHS),
        from: oneOf(fields.from, `${at}.from`, ['course-end', 'award-below']),
      }
  }
}

function parseTarget(data: unknown, path: string): Target {
  const fields = object(data, path, ['activity', 'kind'])
  if ('activity' in fields === 'kind' in fields) fail(path, 'must name an activity or a kind, and not both')
  if ('activity' in fields) return { activity: text(fields.activity, `${path}.activity`) }
  return { kind: oneOf(fields.kind, `${path}.kind`, KINDS) }
}

/** More than one of one named activity could never be met. */
function parseNeed(value: unknown, path: string, target: Target): Need {
  if (value === 'every') return value
  return whole(value, path, 1, 'activity' in target ? 1 : MAX_NEED)
}
