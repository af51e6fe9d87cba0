/** Text as it is compared: no case, no accents, no punctuation, one space between words. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim()
}

/** A name in the order in which it is said: "Okafor, Adaeze" is "adaeze okafor"; what stands in brackets is no part of it. */
export function foldName(name: string): string {
  const bare = name.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
  const [last = '', first = '', ...more] = bare.split(',')
  return fold(more.length === 0 && first.trim() !== '' ? `${first} ${last}` : bare)
}
