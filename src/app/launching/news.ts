import type { RefreshRun } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'

/** A course that was not read for so long is read again when somebody comes. */
const STALE_MINUTES = 5

/**
 * There is something in the course that the last reading cannot have seen: links that a tutor chose, or one that was just opened for
 * the first time. Whoever comes next has the course read again, so that nobody is judged by the first of ten sessions alone.
 */
export async function expectNews(unit: UnitOfWork, courseId: string, now: string): Promise<void> {
  const run = await unit.refreshRuns.of(courseId)
  if (run) await unit.refreshRuns.note({ ...run, requestedAt: now }, ['requestedAt'])
}

/** Read lately, and nothing is expected that came after that reading began. */
export function isFresh(run: RefreshRun | null, now: number): boolean {
  if (!run?.succeededAt) return false
  const asked = run.startedAt !== null && Date.parse(run.requestedAt) > Date.parse(run.startedAt)
  return !asked && now - Date.parse(run.succeededAt) < STALE_MINUTES * 60_000
}
