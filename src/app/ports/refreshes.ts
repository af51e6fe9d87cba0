/** When a course was last read. */
import type { RefreshRun } from '../model.ts'

export interface RefreshRunRepository {
  of(courseId: string): Promise<RefreshRun | null>
  /** Of every course of a platform that was asked for once. */
  ofPlatform(platformId: string): Promise<RefreshRun[]>
  save(run: RefreshRun): Promise<void>
  /** Writes these facts and leaves the others as they stand, in one statement; the whole row where there is none yet. */
  note(run: RefreshRun, facts: readonly (keyof RefreshRun)[]): Promise<void>
}
