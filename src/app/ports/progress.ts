/** How far learners are. */
import type { LevelId } from '../../core/ladder.ts'
import type { Attention, ProgressSort } from '../attention.ts'
import type { EvidenceRecord, Person, ProgressRow } from '../model.ts'

export interface ProgressQuery {
  readonly search: string | null
  /** Only learners who hold this level. */
  readonly holds: LevelId | null
  readonly attention: Attention | null
  /** Only learners of this group, by the VLE's id; left out or `null`: of all. */
  readonly group?: string | null
  /** Left out: by name. */
  readonly sort?: ProgressSort
  readonly offset: number
  readonly limit: number
}

export interface ProgressListing {
  readonly total: number
  readonly rows: readonly {
    person: Person
    progress: ProgressRow | null
    credentials: readonly HeldCredential[]
    evidence: EvidenceRecord['state'] | null
  }[]
}

export interface HeldCredential {
  readonly id: string
  readonly level: LevelId
  readonly awardedAt: string
  /** `null`: never. One that has expired is still held. */
  readonly expiresAt: string | null
}

export interface ProgressRepository {
  of(courseId: string, personId: string): Promise<ProgressRow | null>
  /** Writes only rows whose progress, version or flags differ. Answers how many were written. */
  saveChanged(courseId: string, rows: readonly ProgressRow[]): Promise<number>
  /** In the same number of statements whatever the size of the course. */
  list(courseId: string, query: ProgressQuery): Promise<ProgressListing>
  counts(courseId: string): Promise<{
    learners: number
    held: Record<LevelId, number>
    flagged: number
    proposed: number
    evidence: number
    unknown: number
  }>
}
