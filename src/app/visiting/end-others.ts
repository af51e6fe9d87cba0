import { type Deps, isoNow } from '../deps.ts'
import type { Session } from '../model.ts'

/**
 * On a shared computer the next person must not find the visit of the one before. Ends, of the visits that one browser
 * had, those of anybody else who came from the same platform; answers those that go on. A test user ends nothing: Canvas
 * puts one in a tutor's place while they look with a learner's eyes.
 */
export async function endOthers(
  { store, clock }: Deps,
  visit: Session,
  sessionIds: readonly string[],
): Promise<string[]> {
  const now = isoNow(clock)
  const platformOf = async ({ courseId }: Session) => (await store.courses.byId(courseId))?.platformId
  const isSomebodyElses = async (other: Session) =>
    other.personId !== visit.personId && (await platformOf(other)) === (await platformOf(visit))
  const goingOn: string[] = []
  for (const id of sessionIds) {
    const other = await store.sessions.find(id, now)
    if (other === null) continue
    if (visit.launch.looking !== 'test-user' && (await isSomebodyElses(other))) await store.sessions.end(id)
    else goingOn.push(id)
  }
  return goingOn
}
