/** What all learners of a course did, for a question about all of them at once. */
import type { FlatFacts } from '../../core/compiled/index.ts'

export interface FlatLearner {
  readonly personId: string
  readonly facts: FlatFacts
}

export interface EveryoneRepository {
  /** The active learners of a course by person id, up to 1,000 a page, in a fixed number of statements a page. The next page is read while one is worked on. */
  facts(courseId: string): AsyncIterable<readonly FlatLearner[]>
}
