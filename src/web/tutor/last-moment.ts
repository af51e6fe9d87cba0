const DAY = 86_400_000

/** The last millisecond of a calendar day (`2027-03-28`) in a time zone, as ISO 8601 UTC: also of days of 23 or 25 hours. */
export function lastMomentOf(day: string, timeZone: string): string {
  const next = Date.parse(`${day}T00:00:00Z`) + DAY
  // The zone's clock at a guess tells how far the guess is off; twice, for a clock that is changed in between.
  let start = next
  for (let turn = 0; turn < 2; turn += 1) start = next - (clockAt(start, timeZone) - start)
  return new Date(start - 1).toISOString()
}

/** What the clocks of the zone show, read as if it were UTC. */
function clockAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}
