/** Members, and who they are in a course. */

export interface Person {
  readonly id: string
  readonly platformId: string
  readonly sub: string
  readonly name: string | null
  readonly email: string | null
  readonly sourcedId: string | null
}

export type CourseRole = 'learner' | 'tutor' | 'administrator'

/** A member as the roster or a launch showed them. */
export interface RosterEntry {
  readonly sub: string
  readonly name: string | null
  readonly email: string | null
  readonly sourcedId: string | null
  readonly role: CourseRole
  readonly active: boolean
  /** Ids of the groups that they are in; absent: in none, as far as is told. */
  readonly groups?: readonly string[]
}
