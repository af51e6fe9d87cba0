/** Times as people's systems write them: ISO 8601, where a time without a zone is read as UTC on every machine. */
const WITHOUT_ZONE = /T[\d:.,]+$/

/** Milliseconds since 1970, or `NaN` when the text is no time. */
export function instant(iso: string): number {
  return Date.parse(WITHOUT_ZONE.test(iso) ? `${iso}Z` : iso)
}

/** Orders by time. Two spellings of one instant are put in the order of their text, so that sorting never depends on the input's order. */
export function byTime(a: string, b: string): number {
  if (a === b) return 0
  // Texts of one shape, which is nearly always, sort as they stand.
  const sameShape = a.length === b.length && a.endsWith('Z') && b.endsWith('Z')
  return (sameShape ? 0 : instant(a) - instant(b)) || (a < b ? -1 : 1)
}

/** The latest, or `undefined` of none. */
export function latest(times: readonly string[]): string | undefined {
  return times.reduce<string | undefined>(
    (newest, time) => (newest === undefined || byTime(time, newest) > 0 ? time : newest),
    undefined,
  )
}

/**
 * Calendar months later in UTC; the 31st becomes the last day of a shorter month. `null` when the text is no time (a VLE may
 * send anything) or the answer lies beyond what a date can hold.
 */
export function addMonths(iso: string, months: number): string | null {
  const start = new Date(instant(iso))
  const target = new Date(start)
  target.setUTCDate(1)
  target.setUTCMonth(start.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  target.setUTCDate(Math.min(start.getUTCDate(), lastDay))
  return Number.isNaN(target.getTime()) ? null : target.toISOString()
}
