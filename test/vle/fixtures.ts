import type { Vle } from './index.ts'
import type { Course, Tool, User } from './types.ts'

/** Given and family names of learners: diacritics, apostrophes, hyphens, other scripts, and Welsh. */
const NAMES: readonly (readonly [string, string])[] = [
  ['Siân', 'Llywelyn'],
  ['Ana', 'García'],
  ['Björn', 'Ångström'],
  ['Chloé', 'Lefèvre'],
  ['Dafydd', 'ap Gwilym'],
  ['Żaneta', 'Dąbrowska'],
  ['Fatima', 'الزهراء'],
  ['Gwenllïan', 'Prŷs-Jones'],
  ['Hao', '王'],
  ['Orla', "O'Brien"],
  ['João', 'Conceição'],
  ['Llŷr', 'Ŵyn'],
  ['Nguyễn', 'Thị Hoa'],
  ['Øyvind', 'Sæther'],
  ['Priya', 'Raghunathan'],
  ['Tomáš', 'Dvořák'],
]

/** The n-th learner (from 1): the sixteen names first, then the same with a number. */
export function learner(n: number): User {
  const [givenName = '', family = ''] = NAMES[(n - 1) % NAMES.length] ?? []
  const round = Math.floor((n - 1) / NAMES.length)
  const number = String(n).padStart(2, '0')
  return {
    id: String(100 + n),
    username: `student${number}`,
    givenName,
    familyName: round === 0 ? family : `${family} ${round + 1}`,
    email: `student${number}@example.test`,
    sourcedId: `SIS-STUDENT${number}`,
    role: null,
  }
}

export interface SmallCourse {
  readonly course: Course
  readonly tutors: readonly [User, User]
  readonly administrator: User
  readonly learners: readonly User[]
}

const staff = (
  id: string,
  username: string,
  givenName: string,
  familyName: string,
  role: User['role'] = null,
): User => ({
  id,
  username,
  givenName,
  familyName,
  email: `${username}@example.test`,
  sourcedId: `SIS-${username.toUpperCase()}`,
  role,
})

/** A course with two tutors, a site administrator and so many learners. */
export function addSmallCourse(vle: Vle, options: { learners?: number; id?: string } = {}): SmallCourse {
  const id = options.id ?? '2'
  const course = vle.addCourse({
    id,
    label: `TEACH-10${id}`,
    title: 'Teaching Online: Practice & Evidence',
    startsAt: '2026-09-14T00:00:00Z',
    endsAt: '2027-01-29T00:00:00Z',
  })
  const known = (user: User) => vle.user(user.id) ?? vle.addUser(user)
  const tutors = [
    known(staff('33', 'tutor1', 'Teresa', 'Docente')),
    known(staff('34', 'tutor2', 'Rhys', 'Bowen')),
  ] as const
  const administrator = known(staff('90', 'admin', 'Adaeze', 'Okafor', 'Administrator'))
  const learners = Array.from({ length: options.learners ?? 5 }, (_one, index) => known(learner(index + 1)))
  for (const tutor of tutors) vle.enrol(id, tutor.id, 'Instructor')
  for (const user of learners) vle.enrol(id, user.id, 'Learner')
  return { course, tutors, administrator, learners }
}

/** Registers a tool whose addresses are those of Credential Ladder's contract. `toolUrl` has no trailing slash. */
export function addLadderTool(vle: Vle, toolUrl: string, changes: Partial<Omit<Tool, 'id'>> = {}): Tool {
  return vle.addTool({
    name: 'Credential Ladder',
    clientId: 'credential-ladder',
    loginUrl: `${toolUrl}/lti/login`,
    redirectUris: [`${toolUrl}/lti/launch`],
    jwksUrl: `${toolUrl}/lti/jwks.json`,
    launchUrl: `${toolUrl}/lti/launch`,
    deepLinkUrl: `${toolUrl}/lti/launch`,
    ...changes,
  })
}
