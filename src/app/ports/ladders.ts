/** What one learner's ladder is told from. */
import type { LearnerFacts } from '../../core/progress.ts'
import type {
  Course,
  CourseActivity,
  CourseSettings,
  Credential,
  CriteriaVersion,
  EvidenceRecord,
  RefreshRun,
  Ruling,
} from '../model.ts'
import type { Enrolment } from './people.ts'

/** Of a course and of one person in it. */
export interface LadderRecords {
  readonly course: Course
  /** The current one. */
  readonly version: CriteriaVersion
  readonly activities: readonly CourseActivity[]
  readonly settings: CourseSettings
  readonly run: RefreshRun | null
  /** Lowest level first, then in the order of time. */
  readonly credentials: readonly Credential[]
  /** The latest first. */
  readonly evidence: readonly EvidenceRecord[]
  readonly rulings: readonly Ruling[]
  /** What judging takes to know of the person. */
  readonly facts: LearnerFacts
  /** How many notices of the course the person has not put away. */
  readonly unread: number
  /** `null`: not of this course. */
  readonly membership: Pick<Enrolment, 'active' | 'since' | 'leftAt'> | null
}

export interface LadderRepository {
  /** In one statement; `null` where there is no such course, or it has no criteria. */
  of(courseId: string, personId: string): Promise<LadderRecords | null>
}
