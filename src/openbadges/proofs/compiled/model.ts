import { isShared } from '../../documents/shared.ts'
import type { Json, JsonObject } from '../../types.ts'
import { markOf, ownMember } from './shape.ts'
import type { SlotKind, SlotMap } from './slots.ts'

/** A shape to hold documents against: the value that must stand in a place, the mark that a value must have, or what is in it. */
export type Model =
  | { readonly is: Json }
  | { readonly kind: SlotKind; readonly mark: Json }
  | { readonly items: readonly Model[] }
  | {
      readonly names: readonly string[]
      readonly members: readonly Model[]
      /** The object that was found here last, if it has no slots and many documents share it: it need not be looked at again. */
      seen: JsonObject | undefined
    }

/** @param shape as `liftSlots` makes it */
export const modelOf = (shape: string, slots: SlotMap): Model => modelIn(JSON.parse(shape), slots)

function modelIn(value: Json, slots: SlotMap | SlotKind | undefined): Model {
  if (Array.isArray(value)) return { items: value.map((item) => modelIn(item, slots)) }
  if (typeof value === 'object' && value !== null) {
    const inside = (name: string) => (typeof slots === 'object' ? ownMember(slots, name) : undefined)
    return {
      names: Object.keys(value),
      members: Object.entries(value).map(([name, held]) => modelIn(held, inside(name))),
      seen: undefined,
    }
  }
  return typeof slots === 'string' && typeof value === 'string' ? { kind: slots, mark: value } : { is: value }
}

/**
 * What stands in the slots of a document of this shape, in the order of the text; `null`: it has another. Says what `liftSlots` would
 * say, but writes nothing: most credentials have the shape of the one before.
 */
export function valuesLike(document: JsonObject, model: Model): string[] | null {
  const values: string[] = []
  return isLike(document, model, values) ? values : null
}

function isLike(value: Json, model: Model, values: string[]): boolean {
  if ('is' in model) return value === model.is
  if ('kind' in model) {
    if (typeof value !== 'string') return false
    values.push(value)
    return markOf(value, model.kind) === model.mark
  }
  if ('items' in model) {
    const { items } = model
    if (!Array.isArray(value) || value.length !== items.length) return false
    for (let at = 0; at < items.length; at += 1)
      if (!isLike(value[at] as Json, items[at] as Model, values)) return false
    return true
  }
  if (value === model.seen) return true
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { names, members } = model
  const before = values.length
  let at = 0
  for (const name in value) {
    if (name !== names[at] || !isLike(value[name] as Json, members[at] as Model, values)) return false
    at += 1
  }
  if (at < names.length) return false
  if (values.length === before && isShared(value)) model.seen = value
  return true
}
