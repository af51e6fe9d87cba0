import type { Deps } from '../deps.ts'
import { tell } from '../reviewing/notices.ts'

const DAY = 86_400_000
const BATCH = 500

/** How long before its end a learner is told, the nearest first: who is told of that is not told of the other. */
const REMINDERS = [
  { kind: 'credential-ends-in-14', from: 0, until: 14 },
  { kind: 'credential-ends-in-60', from: 14, until: 60 },
] as const

/** Tells learners of credentials that end soon, once each, however often it is asked. Answers how many were told. */
export async function remindOfEnds(
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'mailer'>,
): Promise<number> {
  const { store, clock } = deps
  const inDays = (days: number) => new Date(clock.now() + days * DAY).toISOString()
  let told = 0
  for (const { kind, from, until } of REMINDERS) {
    for (;;) {
      const ending = await store.credentials.ending(inDays(from), inDays(until), kind, BATCH)
      for (const courseId of new Set(ending.map((one) => one.courseId))) {
        const news = ending
          .filter((one) => one.courseId === courseId)
          .map(({ id, personId, level }) => ({ personId, kind, subjectId: id, aboutId: null, detail: level }))
        await store.write((unit) => tell(deps, unit, courseId, news))
      }
      told += ending.length
      if (ending.length < BATCH) break
    }
  }
  return told
}
