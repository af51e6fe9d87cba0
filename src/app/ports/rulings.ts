/** What people decided against the criteria. */
import type { Ruling } from '../model.ts'

export interface RulingRepository {
  /** One that is there stands. Answers how many were written. */
  add(rulings: readonly Ruling[]): Promise<number>
  /** Of all versions of the criteria. */
  ofLearner(courseId: string, personId: string): Promise<Ruling[]>
}
