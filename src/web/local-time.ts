/**
 * Times of the wall clock in a zone, as `<input type="datetime-local">` writes them: `2026-10-25T01:30`. Where the clocks go back a
 * time is there twice, and where they go forward it is not there at all.
 */

/** All instants (ISO 8601, UTC) at which the clocks of a zone show this time, the first one first; none where it is skipped or is no time. */
export function instantsOf(local: string, timeZone: string): string[] {
  const wall = Date.parse(`${local}Z`)
  if (Number.isNaN(wall)) return []
  // Nowhere do clocks change twice within two days.
  const offsets = new Set([wall - DAY, wall + DAY].map((near) => offsetAt(near, timeZone)))
  return [...offsets]
    .map((offset) => new Date(wall - offset).toISOString())
    .filter((iso) => localOf(iso, timeZone) === local)
    .sort()
}

const DAY = 86_400_000

function offsetAt(instant: number, timeZone: string): number {
  const minute = Math.floor(instant / 60_000) * 60_000
  return Date.parse(`${localOf(new Date(minute).toISOString(), timeZone)}Z`) - minute
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** What the clocks of a zone show at an instant, to the minute. */
export function localOf(iso: string, timeZone: string): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(timeZone, format)
  }
  return format.format(new Date(iso)).replace(' ', 'T')
}
