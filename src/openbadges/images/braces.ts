/**
 * Writes braces inside JSON strings as `\u007b` and `\u007d`. Some wallets find the JSON in an image by counting braces, and a brace in
 * somebody's course title must not end it early. The value stays the same; what is no JSON object stays as it is.
 */
export function escapeBraces(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  return text.replace(/"[^"\\]*(?:\\.[^"\\]*)*"/gs, (string) =>
    string.includes('{') || string.includes('}')
      ? string.replaceAll('{', '\\u007b').replaceAll('}', '\\u007d')
      : string,
  )
}
