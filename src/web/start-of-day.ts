const MINUTE = 60_000

/** When a day of the calendar ('2026-11-12') begins in a time zone (an IANA name), as ISO 8601 UTC. */
export function startOfDay(day: string, timeZone: string): string {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  // The offset of the instant that UTC calls midnight may be another one than that of midnight there: look again.
  const near = midnight - offsetAt(midnight, timeZone)
  return new Date(midnight - offsetAt(near, timeZone)).toISOString()
}

/** How far the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(instant)
  const of = Object.fromEntries(parts.map(({ type, value }) => [type, value]))
  const there = Date.parse(`${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}:00Z`)
  return there - Math.floor(instant / MINUTE) * MINUTE
}
