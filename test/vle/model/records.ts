/** What a caller gives of a record: the named fields, and any of the others. */
export type Given<T, K extends keyof T> = Pick<T, K> & Partial<T>

/** Index of a pair of ids; a line break is in neither. */
export const key = (a: string, b: string) => `${a}\n${b}`

/** The record with this id, or an error that names what was looked for. */
export function find<T>(index: ReadonlyMap<string, T>, id: string, what: string): T {
  const found = index.get(id)
  if (!found) throw new Error(`There is no ${what} ${id.replace('\n', ' / ')}`)
  return found
}
