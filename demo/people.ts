/** The people of the demo course. All of them are made up; their ids are numbers, as those of Moodle are. */
export interface DemoPerson {
  readonly id: string
  readonly givenName: string
  readonly familyName: string
}

const person = (id: string, givenName: string, familyName: string): DemoPerson => ({
  id,
  givenName,
  familyName,
})

export const TUTORS = [person('11', 'Helen', 'Marsh'), person('12', 'Rhodri', 'Pugh')] as const
export const ADMINISTRATOR = person('21', 'Ines', 'Duarte')

export const LEARNERS = [
  person('101', 'Adaeze', 'Okafor'),
  person('102', 'Bedwyr', 'Hughes'),
  person('103', 'Carys', 'Evans'),
  person('104', 'Daniel', 'Ng'),
  person('105', 'Elin', 'Ŵyn'),
  person('106', 'Farah', 'Siddiqui'),
  person('107', 'Gwilym', 'Rees'),
  person('108', 'Hana', 'Nováková'),
  person('109', 'Iolo', 'Parry'),
  person('110', 'João', 'Conceição'),
  person('111', 'Kavita', 'Rao'),
  person('112', 'Liam', "O'Connor"),
  person('113', 'Mei', 'Tanaka'),
  person('114', 'Nia', 'Llewelyn'),
  person('115', 'Olu', 'Adeyemi'),
  person('116', 'Priya', 'Menon'),
  person('117', 'Quentin', 'Lefèvre'),
  person('118', 'Ruth', 'Abrams'),
  person('119', 'Siân', 'Bowen'),
  person('120', 'Tomasz', 'Wójcik'),
  person('121', 'Una', 'Byrne'),
  person('122', 'Viktor', 'Lindqvist'),
  person('123', 'Wanjiru', 'Kamau'),
  person('124', 'Yusuf', 'Demir'),
] as const

/** Seminar groups; learners are in them by turns. */
export const GROUPS = ['Monday seminar', 'Thursday seminar'] as const

export const nameOf = ({ givenName, familyName }: DemoPerson) => `${givenName} ${familyName}`

/** As the college writes it: without accents. */
export const usernameOf = ({ givenName, familyName }: DemoPerson) =>
  `${givenName}.${familyName}`
    .normalize('NFD')
    .replace(/[^a-z.]/gi, '')
    .toLowerCase()

export const emailOf = (person: DemoPerson) => `${usernameOf(person)}@riverside.example`

/** What each learner has done, so that every state of the ladder is to be seen. */
export interface Story {
  /** Sessions attended of 5. */
  readonly sessions: number
  /** Mark of the tutor for taking part, of 10; `null`: none yet. */
  readonly takingPart: number | null
  readonly handsIn: boolean
  /** Quiz result of 100; `null`: not tried. */
  readonly quiz: number | null
  readonly evidence: 'none' | 'waits' | 'returned' | 'accepted'
  /** Something that only this learner shows. */
  readonly turn?: Turn
}

/**
 * `falls`: the mark for taking part is taken away again ("no longer meets"). `unit-test`: passes the test that opens the checkpoint.
 * `webinar`: is in the meeting's report. `seminar`: led one, as a tutor saw. `elsewhere`: attended an equivalent course. `forum`: posts in the
 * VLE's own forum. `leaves`: was away while the mark was given, and comes back.
 */
export type Turn = 'falls' | 'unit-test' | 'webinar' | 'seminar' | 'elsewhere' | 'forum' | 'leaves'

const story = (
  sessions: number,
  takingPart: number | null,
  handsIn: boolean,
  quiz: number | null,
  evidence: Story['evidence'] = 'none',
  turn?: Turn,
): Story => ({ sessions, takingPart, handsIn, quiz, evidence, ...(turn && { turn }) })

export const STORIES: readonly Story[] = [
  story(5, 9, true, 82, 'waits'),
  story(5, 8, false, null),
  story(4, 7, false, null),
  story(4, 6, true, 72, 'none', 'falls'),
  story(5, 10, true, 95, 'accepted'),
  story(4, 8, false, 66),
  story(0, null, false, null),
  story(5, 9, true, null, 'accepted'),
  story(2, 6, false, null, 'none', 'elsewhere'),
  story(5, 7, true, 58, 'returned'),
  story(4, 9, false, null, 'none', 'seminar'),
  story(5, null, false, 71),
  story(5, 8, true, 77, 'waits'),
  story(5, 9, true, 90, 'accepted'),
  story(1, null, false, null),
  story(4, 7, false, null, 'none', 'unit-test'),
  story(5, 6, true, 49),
  story(3, 5, true, 61),
  story(5, 10, false, 93),
  story(4, 8, false, null, 'none', 'forum'),
  story(0, null, false, null),
  story(5, 9, false, null, 'none', 'webinar'),
  story(4, 7, true, 80, 'none', 'leaves'),
  story(2, 4, false, 20),
]

/** The learner whose turn this is. */
export function whose(turn: Turn): DemoPerson {
  const person = LEARNERS[STORIES.findIndex((one) => one.turn === turn)]
  if (!person) throw new Error(`nobody's turn is ${turn}`)
  return person
}
