const [QUOTE, BACKSLASH, OPEN, CLOSE] = [0x22, 0x5c, 0x7b, 0x7d]

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

/** One look at every character: this runs for each download. */
function bracesInStrings(text: string): number[] {
  const found: number[] = []
  let isInside = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) isInside = !isInside
    else if (!isInside) continue
    else if (code === BACKSLASH) at += 1
    else if (code === OPEN || code === CLOSE) found.push(at)
  }
  return found
}
