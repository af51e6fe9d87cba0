import type { Json, JsonObject } from '../types.ts'

const parts = new WeakSet<JsonObject>()

/** Whether it is such a part: whoever knows it need not look at it again. */
export const isShared = (value: JsonObject): boolean => parts.has(value)

/**
 * A part that many documents have in common is made once for each input that it comes from, and cannot be changed: thousands of
 * credentials of one achievement then hold, and whoever signs them looks at, one object.
 */
export function shared<Input extends object>(
  make: (input: Input) => JsonObject,
): (input: Input) => JsonObject {
  const made = new WeakMap<Input, JsonObject>()
  return (input) => {
    const known = made.get(input)
    if (known) return known
    const part = make(input)
    freeze(part)
    parts.add(part)
    made.set(input, part)
    return part
  }
}

function freeze(value: Json): void {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const held of Object.values(value)) freeze(held)
}
