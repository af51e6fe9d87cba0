import type { ClearedScore } from '../../lti/types.ts'
import { type Deps, isoNow } from '../deps.ts'
import type { ScoreRemoval } from '../ports.ts'
import { laterThan } from './later.ts'
import { ISSUED_LOCALE } from './narrative.ts'

const BATCH = 200

/** What takes a score out of a gradebook. Errors: `LtiError`, as the VLE answered. */
export type TakeOut = (removal: ScoreRemoval, score: ClearedScore) => Promise<void>

/** What waits to be taken out of a course's gradebook because its person was erased. */
export function waitingRemovals({ store }: Deps, courseId: string, refusedBefore: string, limit = BATCH) {
  return store.personal.removals(courseId, refusedBefore, limit)
}

/**
 * Takes the scores of people who were erased out of a gradebook. It carries a time later than the score's: whatever was on its way is
 * refused as older, and a repeat changes nothing. Then nothing is left of them here. `refuses`: the gradebook takes it from nobody now.
 */
export async function takeOutErased(
  deps: Deps,
  courseId: string,
  refusedBefore: string,
  takeOut: TakeOut,
  refuses: (error: unknown) => boolean,
): Promise<void> {
  for (;;) {
    const batch = await waitingRemovals(deps, courseId, refusedBefore)
    for (const removal of batch) {
      const score: ClearedScore = {
        userId: removal.sub,
        scoreMaximum: 1,
        comment: deps.words(ISSUED_LOCALE, 'issued.gradebook.erased'),
        timestamp: laterThan(removal.postedAt, removal.askedAt),
      }
      try {
        await takeOut(removal, score)
        await deps.store.personal.forgetRemoval(removal.id)
      } catch (error) {
        if (!refuses(error)) throw error
        await deps.store.personal.noteRemovalRefused(removal.id, isoNow(deps.clock))
      }
    }
    if (batch.length < BATCH) return
  }
}
