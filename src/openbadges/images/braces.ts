const BACKSLASH = 0x5c

/**
 * Writes braces inside JSON strings as `\u007b` and `\u007d`. Some wallets find the JSON in an image by counting braces, and a brace in
 * somebody's course title must not end it early. The value stays the same; what is no JSON object stays as it is.
 */
export function escapeBraces(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  let escaped = ''
  let from = 0
  for (const at of bracesInStrings(text)) {
    escaped += `${text.slice(from, at)}\\u00${text.charCodeAt(at).toString(16)}`
    from = at + 1
  }
  return from === 0 ? text : escaped + text.slice(from)
}

/** Runs for each download: goes from quote to quote and from brace to brace, which takes a third of looking at every character. */
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
