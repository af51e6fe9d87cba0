import type { Robot } from '../test/vle/robot.ts'
import { type Course, columnId, linkId, openLearner, openPage, operate } from './doors.ts'
import { type DemoPerson, emailOf, LEARNERS, nameOf, STORIES, whose } from './people.ts'
import { PLATFORM, WEB_SERVICE_TOKEN } from './vle.ts'

/** The tool's links: the ladder, five sessions, a piece of course work, and a checkpoint that the VLE keeps shut until a test is passed. */
export async function addLinks(course: Course, tutor: Robot): Promise<void> {
  const picker = await tutor.startDeepLinking(course.id)
  // The page that comes back posts the signed answer to the VLE by itself.
  await tutor.submit(picker, 'form[action$="/deep-link"]', {
    ladder: 'on',
    checkIn: 'on',
    checkIns: '5',
    checkInTitle: 'Session',
    coursework: 'on',
    courseworkTitle: 'Unit 2 reflection',
    courseworkKind: 'coursework',
    checkpoint: 'on',
    checkpointTitle: 'Unit 3 is done',
    checkpointGate: 'The test of unit 3 was passed',
    checkpointKind: 'activity',
  })
  const test = course.vle.addQuiz(course.id, {
    title: 'Unit 3 test',
    scoreMaximum: 10,
    grades: { [whose('unit-test').id]: 9 },
  })
  const gated = course.vle.link(linkId(course, 'Unit 3 is done'))
  if (gated) gated.gatedBy = test.id
}

/** Two gradebook columns: one that the tutor grades, one whose grade the VLE computes from its own quiz. */
export async function addColumns(course: Course, tutor: Robot): Promise<void> {
  const { vle } = course
  const quiz = vle.addQuiz(course.id, {
    title: 'Unit 1 quiz',
    grades: Object.fromEntries(
      LEARNERS.flatMap(({ id }, index) => (STORIES[index]?.quiz == null ? [] : [[id, STORIES[index].quiz]])),
    ),
  })
  const add = async (fields: Record<string, string>) => {
    const page = await openPage(course, tutor, '/activities')
    await tutor.submit(page, 'form[action$="/columns"]', fields)
  }
  await add({ title: 'Taking part', source: 'column', kind: 'participation', maximum: '10' })
  await add({ title: 'Quiz result', source: 'mirror', kind: 'assignment', maximum: '100' })
  vle.setCalculation(columnId(course, 'Quiz result'), quiz.id)
}

/** The operator connects the VLE's own web service; the tutor lets a forum of the VLE's count. */
export async function countForum(course: Course, tutor: Robot): Promise<void> {
  const forum = course.vle.addForum(course.id, { title: 'Course forum', completed: [whose('forum').id] })
  await operate(
    course,
    ...['platform', 'webservice', '--platform', PLATFORM],
    ...['--url', course.vle.url, '--token', WEB_SERVICE_TOKEN],
  )
  const page = await openPage(course, tutor, '/moodle')
  await tutor.submit(page, 'form[action$="/moodle"]', { [`kind.${forum.id}`]: 'interaction' })
}

/** The report of a video meeting, as such services save it: a guest whom nobody knows, and somebody who left after five minutes. */
export async function importWebinar(course: Course, tutor: Robot): Promise<void> {
  const [first] = LEARNERS
  const rows: readonly [DemoPerson, number][] = [
    [whose('webinar'), 58],
    [first, 61],
    [whose('forum'), 5],
  ]
  const lines = rows.map(([person, minutes]) => `${nameOf(person)},${emailOf(person)},${minutes}`)
  const text = [
    'Name (Original Name),User Email,Total Duration (Minutes)',
    ...lines,
    'Guest,guest@example.org,44',
  ]
  const file = new File([text.join('\n')], 'webinar.csv', { type: 'text/csv' })
  const list = await openPage(course, tutor, '/imports')
  const looked = await tutor.submit(list, 'form[action$="/imports"]', { file })
  const planned = await tutor.submit(looked, 'form[action$="/settings"]', {
    meaning: 'attendance',
    target: 'new',
    title: 'Webinar with last year’s learners',
    kind: 'activity',
    minutes: '20',
  })
  await tutor.submit(planned, 'form[action$="/apply"]')
}

/** What no system saw: a tutor's word on a seminar, and on an equivalent course. */
export async function confirm(course: Course, tutor: Robot): Promise<void> {
  const page = await openPage(course, tutor, '/activities')
  const register = await tutor.submit(page, 'form[action$="/confirmations"]', {
    confirmedTitle: 'Led a seminar for colleagues',
    confirmedKind: 'interaction',
  })
  const row = register.$(`tr:contains("${nameOf(whose('seminar'))}") input[type=radio][value=present]`)
  await tutor.submit(register, 'form:has(table)', { [row.attr('name') ?? '']: 'present' })

  const learner = await openLearner(course, tutor, whose('elsewhere').familyName)
  await tutor.submit(learner, 'form[action$="/equivalent"]', {
    what: 'Leading Online Learning, Lakeside College',
    takenOn: '2026-05-12',
  })
}
