const BACKSLASH = 0x5c
const QUOTE = 0x22
const COLON = 0x3a
const COMMA = 0x2c
const BRACKET = 0x5b

/**
 * Writes braces inside JSON strings as `\u007b` and `\u007d`. Some wallets find the JSON in an image by counting braces, and a brace in
 * somebody's course title must not end it early. The value stays the same; what is no JSON object stays as it is.
 */
export function escapeBraces(text: string): string {
  if (!text.trimStart().startsWith('{') || hasOnlyObjects(text)) return text
  let escaped = ''
  let from = 0
  for (const at of bracesInStrings(text)) {
    escaped += `${text.slice(from, at)}\\u00${text.charCodeAt(at).toString(16)}`
    from = at + 1
  }
  return from === 0 ? text : escaped + text.slice(from)
}

/**
 * Whether every brace in a JSON text surely begins or ends an object: nearly always so, and seen by looking at the braces alone. A `{`
 * begins one where it stands behind `:`, `[` or `,` and before a quote that begins a name. A `{` in a string stands before a quote only
 * where that ends the string, and then no name follows, but `,`, `:`, `]`, `}` or space. With every `{` at its place there are as many `}`,
 * unless one is in a string. Where this says no, each string is looked at.
 */
function hasOnlyObjects(text: string): boolean {
  let open = 0
  for (let at = text.indexOf('{'); at >= 0; at = text.indexOf('{', at + 1)) {
    const behind = text.charCodeAt(at - 1)
    if (at > 0 && behind !== COLON && behind !== COMMA && behind !== BRACKET) return false
    if (text.charCodeAt(at + 1) !== QUOTE || !beginsName(text.charCodeAt(at + 2))) return false
    open += 1
  }
  for (let at = text.indexOf('}'); at >= 0; at = text.indexOf('}', at + 1)) open -= 1
  return open === 0
}

/** A small letter, or `@`: names of these standards begin so. */
const beginsName = (code: number) => (code >= 0x61 && code <= 0x7a) || code === 0x40

/** Goes from quote to quote and from brace to brace, which takes a third of looking at every character. */
function bracesInStrings(text: string): number[] {
  const found: number[] = []
  const opening = finder(text, '{')
  const closing = finder(text, '}')
  const brace = (from: number) => Math.min(opening(from), closing(from))
  for (let start = text.indexOf('"'); start >= 0; ) {
    const end = endOfString(text, start)
    for (let at = brace(start); at < end; at = brace(at + 1)) found.push(at)
    start = text.indexOf('"', end + 1)
  }
  return found
}

/** Answers where a letter stands next, for places that only grow. */
function finder(text: string, letter: string): (from: number) => number {
  let at = text.indexOf(letter)
  return (from) => {
    if (at >= 0 && at < from) at = text.indexOf(letter, from)
    return at < 0 ? text.length : at
  }
}

/** The quote that ends a string; one behind an odd number of backslashes does not. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1
    while (text.charCodeAt(before) === BACKSLASH) before -= 1
    if ((at - before) % 2 === 1) return at
  }
  return text.length
}
