/** Groups of learners, as the VLE keeps them. */
import type { CourseGroup } from '../model.ts'

export interface GroupRepository {
  /** By name. */
  of(courseId: string): Promise<CourseGroup[]>
  /** In place of those known before. */
  save(courseId: string, groups: readonly CourseGroup[]): Promise<void>
  /** Person id → ids of the groups that they are in, in place of those known before. Others stay as they were. */
  setMembers(courseId: string, members: ReadonlyMap<string, readonly string[]>): Promise<void>
}
