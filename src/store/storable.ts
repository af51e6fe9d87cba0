/** U+0000, or half of a pair: an escape, that is, an odd backslash. */
const UNSTORABLE = /(?<=(?<!\\)(?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g

/** PostgreSQL text cannot hold U+0000, which a platform's JSON may well carry: U+FFFD takes its place, also in lists. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('\0') ? value.replaceAll('\0', '\ufffd') : value
  if (Array.isArray(value)) return value.map(storable)
  return value
}

/** The same in JSON text, where PostgreSQL refuses half a surrogate pair as well; in plain text the driver replaces it. */
export function storableJson(json: string): string {
  return json.includes('\\u') ? json.replace(UNSTORABLE, '\\ufffd') : json
}
