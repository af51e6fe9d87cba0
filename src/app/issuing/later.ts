/** A time that a VLE, which keeps whole seconds, takes for later than the one before: the second one unless they are too close. */
export function laterThan(before: string | null, time: string): string {
  const second = (iso: string) => Math.floor(Date.parse(iso) / 1000)
  if (before === null || second(time) > second(before)) return time
  return new Date((second(before) + 1) * 1000).toISOString()
}
