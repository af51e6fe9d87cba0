import type { DecisionOutcome } from '../contract/awards.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { reissue } from '../issuing/reissue.ts'
import type { Credential } from '../model.ts'
import type { JobData } from '../ports.ts'
import { requireStaff } from '../visiting/visit.ts'

/** Signed and written at a time. */
const BATCH = 500
const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Issues anew what was decided on. Errors: `earned_on` 409. */
export async function reissueFor(
  deps: Deps,
  courseId: string,
  outcomes: readonly DecisionOutcome[],
  { by, reason, earnedOn }: { by: string | null; reason: string; earnedOn: string | null },
): Promise<void> {
  const people = [...new Set(outcomes.map(({ person }) => person.id))]
  const standing = await deps.store.credentials.standing(courseId, people)
  const chosen = standing.filter((row) =>
    outcomes.some(({ person, levels }) => person.id === row.personId && levels.includes(row.level)),
  )
  const awardedAt = earnedOn === null ? null : await orderedTime(deps, courseId, chosen, earnedOn)
  const written = await reissue(deps, courseId, chosen, { by, reason, awardedAt })
  if (written.length === 0) throw new AppError('nothing_to_decide', 409, 'none of them stands any more')
}

/** When a day begins on which all of these may have been earned. Errors: `earned_on` 409. */
export async function orderedTime(
  deps: Deps,
  courseId: string,
  chosen: readonly Credential[],
  day: string,
): Promise<string> {
  const awardedAt = timeOf(deps, day)
  const standing = await deps.store.credentials.standing(
    courseId,
    chosen.map(({ personId }) => personId),
  )
  for (const row of chosen) requireInOrder(deps, row, awardedAt, standing)
  return awardedAt
}

const wrongDay = () => new AppError('earned_on', 409, 'the award cannot have been on that day')

/** From the beginning of the day. Errors: `earned_on` 409 for a day to come, or none at all. */
function timeOf({ clock }: Deps, day: string): string {
  const at = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || at > clock.now() || new Date(at).toISOString().slice(0, 10) !== day)
    throw wrongDay()
  return `${day}T00:00:00Z`
}

/** No level is earned before one that it rests on. */
function requireInOrder(
  { ladder }: Deps,
  { personId, level }: Credential,
  awardedAt: string,
  standing: readonly Credential[],
): void {
  const day = awardedAt.slice(0, 10)
  const rank = (of: Credential['level']) => ladder.levels.findIndex(({ id }) => id === of)
  for (const other of standing.filter((one) => one.personId === personId && one.level !== level)) {
    const theirs = other.awardedAt.slice(0, 10)
    if (rank(other.level) < rank(level) ? theirs > day : theirs < day) throw wrongDay()
  }
}

/** Asks for all of the course to be issued anew. Errors: `not_allowed` 403, `reason_missing` 400. */
export async function reissueCourse(deps: Deps, visit: Visit, reason: string): Promise<void> {
  const { id: by } = requireStaff(visit)
  await askToReissue(deps, visit.course.id, { reason, by })
}

/** The same for the operator. Errors: `reason_missing` 400. */
export async function askToReissue(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  courseId: string,
  { reason, by }: { reason: string; by: string | null },
): Promise<void> {
  const words = reason.trim()
  if (!words) throw new AppError('reason_missing', 400, 'a reason is needed')
  const data = { courseId, reason: words, by, before: isoNow(clock) }
  await store.write((unit) => unit.jobs.send('reissue', data))
}

/** What of the course stood when it was asked for. Killed and run again it goes on with what is left. */
export async function reissueRest(
  deps: Deps,
  { courseId, reason, by, before }: JobData['reissue'],
): Promise<void> {
  for (;;) {
    const batch = await deps.store.credentials.toReissue(courseId, before, BATCH)
    const written = await reissue(deps, courseId, batch, { reason, by })
    if (batch.length < BATCH || written.length === 0) return
  }
}
