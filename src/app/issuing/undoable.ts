import type { CourseSettings, Credential } from '../model.ts'

/** Until when an award may be undone: while nobody can have seen its score. `null`: not any more. `now`: milliseconds since the epoch. */
export function undoableUntil(
  { state, awardedAt, offeredAt }: Credential,
  { publishAfterMinutes }: CourseSettings,
  now: number,
): string | null {
  const until = Date.parse(awardedAt) + publishAfterMinutes * 60_000
  return state === 'live' && offeredAt === null && now < until ? new Date(until).toISOString() : null
}
