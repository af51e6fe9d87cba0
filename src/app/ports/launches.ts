/** What a launch finds here. */
import type { Course, CourseCopy, Person, RefreshRun } from '../model.ts'
import type { Enrolment } from './people.ts'

export interface KnownPerson {
  readonly person: Person
  /** In the course of the launch. */
  readonly enrolment: Omit<Enrolment, 'person'> | null
  /** In which they last used the tool. */
  readonly language: string | null
}

/** Each `null` where nothing is known yet. */
export interface KnownLaunch {
  readonly course: Course | null
  readonly copy: CourseCopy | null
  readonly run: RefreshRun | null
  readonly person: KnownPerson | null
}

export interface LaunchRepository {
  /** In one statement. `sub`: who launches; `null`: nobody is named. */
  known(
    context: Pick<Course, 'platformId' | 'deploymentId' | 'contextId'>,
    sub: string | null,
  ): Promise<KnownLaunch>
}
