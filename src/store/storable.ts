/** PostgreSQL text cannot hold U+0000, which a platform's JSON may well carry: U+FFFD takes its place, also in lists. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  if (Array.isArray(value)) return value.map(storable)
  return value
}
