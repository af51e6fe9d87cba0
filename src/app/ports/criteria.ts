/** What it takes, version by version. */
import type { CriteriaVersion } from '../model.ts'

export interface CriteriaRepository {
  current(courseId: string): Promise<CriteriaVersion | null>
  version(courseId: string, version: number): Promise<CriteriaVersion | null>
  history(courseId: string): Promise<CriteriaVersion[]>
  /** Unique on (courseId, version): `false` when somebody else saved that version first. */
  add(version: CriteriaVersion): Promise<boolean>
}
