import { type Activity, KINDS, type Kind } from './activity.ts'
import type { Criterion } from './criteria.ts'

/**
 * The kinds without which nobody can meet a criterion, because no activity counts as one: until one is mapped the outcome stays
 * unknown or not yet, for everybody. Empty when there is a way through: of "any", one alternative that the course offers is enough.
 */
export function unmappedKinds(criterion: Criterion, activities: readonly Activity[]): Kind[] {
  const mapped = new Set(activities.map((activity) => activity.kind))
  const lacking = new Set(lackingIn(criterion, mapped))
  return KINDS.filter((kind) => lacking.has(kind))
}

function lackingIn(criterion: Criterion, mapped: ReadonlySet<Kind | null>): Kind[] {
  switch (criterion.type) {
    case 'attended':
      return mapped.has('attendance') ? [] : ['attendance']
    case 'completed':
    case 'scored': {
      const { target } = criterion
      return 'kind' in target && !mapped.has(target.kind) ? [target.kind] : []
    }
    case 'all':
      return criterion.of.flatMap((child) => lackingIn(child, mapped))
    case 'any':
      return lackingUnless(criterion.of, 1, mapped)
    case 'at-least':
      return lackingUnless(criterion.of, criterion.n, mapped)
    default:
      return []
  }
}

function lackingUnless(of: readonly Criterion[], enough: number, mapped: ReadonlySet<Kind | null>): Kind[] {
  const lacking = of.map((child) => lackingIn(child, mapped))
  const open = lacking.filter((kinds) => kinds.length === 0).length
  return open >= enough ? [] : lacking.flat()
}
