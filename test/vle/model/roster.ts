import type { Course, CourseRole, Enrolment, User, VleData } from '../types.ts'
import { find, type Given, key } from './records.ts'

export interface Roster {
  addUser(user: Given<User, 'id' | 'username' | 'givenName' | 'familyName' | 'email'>): User
  addCourse(course: Given<Course, 'id' | 'label' | 'title'>): Course
  /** Enrols, or changes the role of somebody enrolled. */
  enrol(courseId: string, userId: string, role: CourseRole): void
  unenrol(courseId: string, userId: string): void
  /** A suspended enrolment vanishes from the roster while its grades stay. */
  suspend(courseId: string, userId: string, suspended?: boolean): void
  user(id: string): User | null
  users(): readonly User[]
  course(id: string): Course | null
  courses(): readonly Course[]
  /** Role in a course; a site administrator is one everywhere; `null` for strangers and the suspended. */
  roleOf(courseId: string, userId: string): CourseRole | null
  /** Active members in the order of their family names. The same array until something changes. */
  members(courseId: string): readonly { readonly user: User; readonly role: CourseRole }[]
  /** Ids of the users who joined, left or changed in a course since so many changes of the whole site. Not kept in snapshots. */
  changedSince(courseId: string, changes: number): readonly string[]
  /** How many changes there were. */
  changes(): number
  /** Whether grades may be given to this person (suspended learners included, as Moodle has it). */
  isGradable(courseId: string, userId: string): boolean
}

const byName = (a: User, b: User) =>
  a.familyName.localeCompare(b.familyName) || a.givenName.localeCompare(b.givenName) || (a.id < b.id ? -1 : 1)

/** People, courses and who is in which. Indexed: a course of 50,000 is read page by page in the benchmarks. */
export function createRoster(data: VleData, changed: () => void): Roster {
  const users = new Map(data.users.map((user) => [user.id, user]))
  const courses = new Map(data.courses.map((course) => [course.id, course]))
  const enrolments = new Map(data.enrolments.map((one) => [key(one.courseId, one.userId), one]))
  const sorted = new Map<string, { user: User; role: CourseRole }[]>()
  const history: { courseId: string; userId: string }[] = []
  const touch = (courseId = '', userId = '') => {
    if (userId !== '') history.push({ courseId, userId })
    sorted.clear()
    changed()
  }
  const enrolment = (courseId: string, userId: string) => enrolments.get(key(courseId, userId))

  function members(courseId: string) {
    const known = sorted.get(courseId)
    if (known) return known
    const list: { user: User; role: CourseRole }[] = []
    for (const one of data.enrolments) {
      if (one.courseId !== courseId || one.suspended) continue
      const user = users.get(one.userId)
      if (user) list.push({ user, role: one.role })
    }
    list.sort((a, b) => byName(a.user, b.user))
    sorted.set(courseId, list)
    return list
  }

  return {
    addUser(given) {
      const user: User = { sourcedId: '', role: null, ...given }
      if (users.has(user.id)) throw new Error(`There is already a user ${user.id}`)
      users.set(user.id, user)
      data.users.push(user)
      touch()
      return user
    },
    addCourse(given) {
      const dates = { startsAt: null, endsAt: null }
      const course: Course = { sourcedId: `SIS-${given.label}`, ...dates, history: [], ...given }
      if (courses.has(course.id)) throw new Error(`There is already a course ${course.id}`)
      courses.set(course.id, course)
      data.courses.push(course)
      touch()
      return course
    },
    enrol(courseId, userId, role) {
      find(courses, courseId, 'course')
      find(users, userId, 'user')
      const known = enrolment(courseId, userId)
      if (known) {
        known.role = role
        known.suspended = false
      } else {
        const one: Enrolment = { courseId, userId, role, suspended: false }
        enrolments.set(key(courseId, userId), one)
        data.enrolments.push(one)
      }
      touch(courseId, userId)
    },
    unenrol(courseId, userId) {
      const known = enrolment(courseId, userId)
      if (!known) return
      enrolments.delete(key(courseId, userId))
      data.enrolments.splice(data.enrolments.indexOf(known), 1)
      touch(courseId, userId)
    },
    suspend(courseId, userId, suspended = true) {
      find(enrolments, key(courseId, userId), 'enrolment').suspended = suspended
      touch(courseId, userId)
    },
    user: (id) => users.get(id) ?? null,
    users: () => data.users,
    course: (id) => courses.get(id) ?? null,
    courses: () => data.courses,
    roleOf(courseId, userId) {
      const known = enrolment(courseId, userId)
      if (known && !known.suspended) return known.role
      return users.get(userId)?.role === 'Administrator' ? 'Administrator' : null
    },
    members,
    changedSince: (courseId, changes) => [
      ...new Set(history.slice(changes).flatMap((one) => (one.courseId === courseId ? [one.userId] : []))),
    ],
    changes: () => history.length,
    isGradable: (courseId, userId) => enrolment(courseId, userId)?.role === 'Learner',
  }
}
