import type { ActivityIndex, Records } from '../look-up.ts'
import type { CourseFacts, LearnerFacts } from '../progress.ts'

/** A learner's facts, indexed once for all leaves of all levels, and where the level that is judged stands. */
export interface LeafContext {
  readonly course: CourseFacts
  readonly learner: LearnerFacts
  readonly activities: ActivityIndex
  readonly records: Records
  /** Every level that this one requires is held. */
  readonly belowHeld: boolean
  /** When the highest of them was awarded; `null` when none is held. */
  readonly belowAwardedAt: string | null
}
