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
  if (sessionIds.length === 0) return []
  const live = await store.sessions.among([visit.id, ...sessionIds], isoNow(clock))
  const own = live.find(({ id }) => id === visit.id)
  const others = live.filter(
    ({ personId, platformId }) => personId !== visit.personId && platformId === own?.platformId,
  )
  const ended = visit.launch.looking === 'test-user' ? [] : others.map(({ id }) => id)
  if (ended.length > 0) await store.sessions.end(ended)
  return sessionIds.filter((each) => live.some(({ id }) => id === each) && !ended.includes(each))
}
