/** What counts in a course, and what learners did there. */
import type { ActivityFault, Kind } from '../../core/activity.ts'
import type { Participation } from '../../core/participation.ts'
import type { LearnerFacts } from '../../core/progress.ts'
import type { CourseActivity, Snapshot } from '../model.ts'

export interface ActivityRepository {
  /** Not removed; ordered by position. */
  ofCourse(courseId: string): Promise<CourseActivity[]>
  byId(courseId: string, id: string): Promise<CourseActivity | null>
  /** Of any course of the platform: what a link names that was copied along with its course. */
  onPlatform(platformId: string, id: string): Promise<CourseActivity | null>
  insert(activities: readonly CourseActivity[]): Promise<void>
  /** Those whose Moodle activity is not in the course yet; answers their ids. */
  insertModules(activities: readonly CourseActivity[]): Promise<string[]>
  setKind(courseId: string, id: string, kind: Kind | null): Promise<void>
  setFault(courseId: string, id: string, fault: ActivityFault | null): Promise<void>
  /** Says what a checkpoint is opened for; while nobody has (`null`) it has the fault `gate-missing`. */
  setGate(courseId: string, id: string, gate: string | null): Promise<void>
  /** Offered → active, with its line item where one was found; one that is active without a line item gets it. Answers whether anything changed. */
  activate(courseId: string, id: string, lineItemUrl: string | null): Promise<boolean>
  /** Links and confirmations that were taken off the list, by position. */
  removed(courseId: string): Promise<CourseActivity[]>
  /** Takes off the list: a confirmation, or a link that was never opened and of which nothing is recorded. Answers whether it did. */
  withdraw(courseId: string, id: string): Promise<boolean>
  /** Puts back what `withdraw` took away, as it was. Answers whether it did. */
  restore(courseId: string, id: string): Promise<boolean>
  remove(courseId: string, id: string): Promise<void>
}

/** How a record came to be. */
export type Origin = 'service' | 'learner' | 'register' | 'import' | 'marking'

/** A participation row of one person. */
export type ParticipationOf = Participation & {
  readonly personId: string
  /** Absent where nobody kept it. */
  readonly origin?: Origin | null
  /** The person who said so; `null` or absent: the learner or a service. */
  readonly recordedBy?: string | null
}

export interface ParticipationRepository {
  /** Insert or update in bulk, only where something changed (unique on activity and person). Answers the person ids whose row changed. */
  saveChanged(courseId: string, rows: readonly ParticipationOf[]): Promise<string[]>
  /** A check-in or hand-in: only ever adds, and a tutor's word in a register stands over it. Answers whether it is new. */
  saveFirst(courseId: string, row: ParticipationOf): Promise<boolean>
  /** Who completed an activity (`personId`: this person alone), in pages ordered by person id. */
  completed(
    courseId: string,
    activityId: string,
    page: { personId: string | null; after: string | null; limit: number },
  ): Promise<{ personId: string; sub: string; observedAt: string }[]>
  /** How many people completed an activity, and when the first and the last of them did. */
  summary(
    courseId: string,
    activityId: string,
  ): Promise<{ learners: number; first: string | null; last: string | null }>
  /** Facts for evaluation, by person id, in a fixed number of statements whatever the size of the course. At most 1,000 ids a call. */
  facts(courseId: string, personIds: readonly string[]): Promise<Map<string, LearnerFacts>>
}

export interface SnapshotRepository {
  /** All of a course, in one statement. */
  ofCourse(courseId: string): Promise<Map<string, Snapshot>>
  save(snapshots: readonly Snapshot[]): Promise<void>
}
