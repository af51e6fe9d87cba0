const MOST_CHARACTERS = 200
const ELLIPSIS = '…'

/**
 * Breaks a text into lines that fit, and shortens it with an ellipsis where it still does not.
 *
 * @param widths room of each line, first to last
 * @param measure width of a text
 */
export function wrap(text: string, widths: readonly number[], measure: (text: string) => number): string[] {
  let rest = text.replace(/\s+/gu, ' ').trim().slice(0, MOST_CHARACTERS)
  const lines: string[] = []
  for (const [index, width] of widths.entries()) {
    if (rest === '') break
    const last = index === widths.length - 1
    const line = last ? shorten(rest, width, measure) : fill(rest, width, measure)
    lines.push(line)
    rest = last ? '' : rest.slice(line.length).trim()
  }
  return lines
}

/** As many whole words as fit; a first word that is too long alone is cut. */
function fill(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text
  const ends = [...text.matchAll(/ /g)].map((match) => match.index)
  const fitting = longest(ends, (end) => measure(text.slice(0, end)) <= width)
  return fitting === null ? cut(text, width, measure) : text.slice(0, fitting)
}

function shorten(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text
  const kept = cut(text, width - measure(ELLIPSIS), measure)
  const space = kept.lastIndexOf(' ')
  // Whole words read better, as long as not too much is lost for it.
  const whole = text[kept.length] !== ' ' && space > kept.length * 0.6 ? kept.slice(0, space) : kept
  return `${whole.replace(/[\s,;:&–-]+$/u, '')}${ELLIPSIS}`
}

function cut(text: string, width: number, measure: (text: string) => number): string {
  const letters = [...text]
  const counts = letters.map((_, index) => index + 1)
  const count = longest(counts, (end) => measure(letters.slice(0, end).join('')) <= width) ?? 1
  return letters.slice(0, count).join('')
}

/** The last of ascending candidates that fits, by halving. */
function longest(candidates: readonly number[], fits: (candidate: number) => boolean): number | null {
  let low = -1
  let high = candidates.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(candidates[middle] ?? 0)) low = middle
    else high = middle
  }
  return candidates[low] ?? null
}
