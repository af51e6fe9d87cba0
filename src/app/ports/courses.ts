/** Courses, and what is known of their copies. */
import type { Course, CourseActivity, CourseCopy } from '../model.ts'

export interface CourseRepository {
  byId(id: string): Promise<Course | null>
  list(): Promise<Course[]>
  ofPlatform(platformId: string): Promise<Course[]>
  /** Those in which a person is an administrator, by title. */
  administeredBy(personId: string): Promise<Course[]>
  byContext(of: Pick<Course, 'platformId' | 'deploymentId'>, contextId: string): Promise<Course | null>
  /**
   * Unique on (platformId, deploymentId, contextId). Writes only what changed; `null` services never erase known ones, nor
   * `keepTitle` a known title. `known`: as it stood a moment ago, so that nothing is asked again where nothing is new. `created`
   * says whether it is new.
   */
  upsert(
    course: Course,
    options?: { keepTitle?: boolean; known?: Course | null },
  ): Promise<{ course: Course; created: boolean }>
}

export interface CopyRepository {
  of(courseId: string): Promise<CourseCopy | null>
  /** The first finding stands. */
  save(copy: CourseCopy): Promise<void>
  vouch(courseId: string): Promise<void>
  /** `false` where the criteria were taken over before: that stands. */
  decide(courseId: string, decision: 'taken' | 'later', by: string, at: string): Promise<boolean>
  /** Activities of the old course → those that stand for them in this one. */
  activities(courseId: string): Promise<Map<string, string>>
  activityFor(courseId: string, originActivityId: string): Promise<string | null>
  /** Takes the place of an old activity in this course; `false` where another launch was first. The activity is inserted in the same unit of work. */
  addActivity(courseId: string, originActivityId: string, activityId: string): Promise<boolean>
  /** Which activity a resource link opens; the first one saved stands. */
  saveLink(courseId: string, linkId: string, activityId: string): Promise<void>
  /** Of a deployment's courses, by the resource link that opens them. */
  activitiesByLink(
    of: Pick<Course, 'platformId' | 'deploymentId'>,
    linkIds: readonly string[],
  ): Promise<Map<string, CourseActivity>>
}
