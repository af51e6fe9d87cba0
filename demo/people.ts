/** The people of the demo course. All of them are made up. */
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

export const TUTORS = [person('t1', 'Helen', 'Marsh'), person('t2', 'Rhodri', 'Pugh')] as const
export const ADMINISTRATOR = person('a1', 'Ines', 'Duarte')

export const LEARNERS = [
  person('l01', 'Adaeze', 'Okafor'),
  person('l02', 'Bedwyr', 'Hughes'),
  person('l03', 'Carys', 'Evans'),
  person('l04', 'Daniel', 'Ng'),
  person('l05', 'Elin', 'Ŵyn'),
  person('l06', 'Farah', 'Siddiqui'),
  person('l07', 'Gwilym', 'Rees'),
  person('l08', 'Hana', 'Nováková'),
  person('l09', 'Iolo', 'Parry'),
  person('l10', 'João', 'Conceição'),
  person('l11', 'Kavita', 'Rao'),
  person('l12', 'Liam', "O'Connor"),
  person('l13', 'Mei', 'Tanaka'),
  person('l14', 'Nia', 'Llewelyn'),
  person('l15', 'Olu', 'Adeyemi'),
  person('l16', 'Priya', 'Menon'),
  person('l17', 'Quentin', 'Lefèvre'),
  person('l18', 'Ruth', 'Abrams'),
  person('l19', 'Siân', 'Bowen'),
  person('l20', 'Tomasz', 'Wójcik'),
  person('l21', 'Una', 'Byrne'),
  person('l22', 'Viktor', 'Lindqvist'),
  person('l23', 'Wanjiru', 'Kamau'),
  person('l24', 'Yusuf', 'Demir'),
] as const

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
  /** Afterwards the tutor takes the mark for taking part away: "no longer meets". */
  readonly falls?: true
}

const story = (
  sessions: number,
  takingPart: number | null,
  handsIn: boolean,
  quiz: number | null,
  evidence: Story['evidence'] = 'none',
): Story => ({ sessions, takingPart, handsIn, quiz, evidence })

export const STORIES: readonly Story[] = [
  story(5, 9, true, 82, 'waits'),
  story(5, 8, false, null),
  story(3, 7, false, null),
  { ...story(4, 6, true, 72), falls: true },
  story(5, 10, true, 95, 'accepted'),
  story(4, 8, false, 66),
  story(0, null, false, null),
  story(5, 9, true, null, 'accepted'),
  story(2, null, false, null),
  story(5, 7, true, 58, 'returned'),
  story(4, 9, false, null),
  story(5, null, false, 71),
  story(5, 8, true, 77, 'waits'),
  story(5, 9, true, 90, 'accepted'),
  story(1, null, false, null),
  story(4, 7, false, null),
  story(5, 6, true, 49),
  story(3, 5, true, 61),
  story(5, 10, false, 93),
  story(4, 8, true, null),
  story(0, null, false, null),
  story(5, 9, false, null),
  story(4, 7, true, 80),
  story(2, 4, false, 20),
]
