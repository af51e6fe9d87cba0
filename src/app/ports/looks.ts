/** How badges look. */
import type { CourseLook, Drawing } from '../model.ts'

export interface LookRepository {
  /** `null` where the course has nothing of its own. */
  ofCourse(courseId: string): Promise<CourseLook | null>
  save(look: CourseLook): Promise<void>
}

export interface DrawingRepository {
  byHash(hash: string): Promise<Drawing | null>
  /** The first stands. */
  add(drawing: Drawing): Promise<void>
}
