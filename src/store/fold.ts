/** A name as people search for it: no case, no accents. Both databases then sort and compare it byte by byte. */
export function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim()
}

/** A LIKE pattern (with `ESCAPE '\'`) for text anywhere in a folded name. */
export function searchPattern(search: string): string {
  return `%${fold(search).replace(/[\\%_]/g, '\\$&')}%`
}
