import { fileURLToPath } from 'node:url'
import { readLogo } from '../src/cli/logo-input.ts'
import type { Tool } from '../src/tool.ts'
import type { Vle } from '../test/vle/index.ts'
import type { Robot } from '../test/vle/robot.ts'
import {
  type Course,
  columnId,
  openLearner,
  openLink,
  openPage,
  operate,
  readNow,
  somebody,
} from './doors.ts'
import { LEARNERS, STORIES, type Story, TUTORS, whose } from './people.ts'
import { addColumns, addLinks, confirm, countForum, importWebinar } from './sources.ts'
import { CLIENT_ID, DEPLOYMENT_ID, PLATFORM } from './vle.ts'

const [TUTOR] = TUTORS

type Person = { readonly id: string; readonly familyName: string; readonly story: Story }

/**
 * Plays a whole course through the VLE's and the tool's pages, and the operator's commands: links added, sessions attended, work handed in
 * and graded, a report imported, a tutor's word given, evidence reviewed. Each source of participation moves somebody to a level.
 */
export async function playCourse(vle: Vle, tool: Tool, courseId: string): Promise<void> {
  const course: Course = { vle, tool, id: courseId }
  await registerPlatform(course)
  await dressBadges(course)
  const tutor = await somebody(course, TUTOR.id)
  await addLinks(course, tutor)
  await addColumns(course, tutor)

  const people: Person[] = LEARNERS.map((person, index) => ({ ...person, story: STORIES[index] as Story }))
  const takingPart = columnId(course, 'Taking part')
  const leaver = whose('leaves').id
  for (const { id, story } of people) {
    if (story.takingPart !== null && id !== leaver) vle.grade(takingPart, id, story.takingPart, TUTOR.id)
    await attend(course, id, story)
  }
  await countForum(course, tutor)
  await readNow(course, tutor)

  vle.suspend(courseId, leaver)
  await importWebinar(course, tutor)
  await confirm(course, tutor)
  for (const { id, story } of people) if (story.evidence !== 'none') await giveEvidence(course, id)
  await reviewEvidence(course, tutor, people)
  vle.grade(takingPart, leaver, STORIES[LEARNERS.indexOf(whose('leaves'))]?.takingPart ?? 0, TUTOR.id)
  vle.clearGrade(takingPart, whose('falls').id)
  await readNow(course, tutor)

  vle.suspend(courseId, leaver, false)
  await readNow(course, tutor)
}

async function registerPlatform(course: Course): Promise<void> {
  const { issuer, authUrl, tokenUrl, jwksUrl } = course.vle.platform
  await operate(
    course,
    ...['platform', 'add', '--name', PLATFORM, '--issuer', issuer, '--client-id', CLIENT_ID],
    ...['--deployment-id', DEPLOYMENT_ID, '--auth-url', authUrl, '--token-url', tokenUrl],
    ...['--jwks-url', jwksUrl, '--approve'],
  )
}

/** The college's own colour and logo, which every badge wears. */
async function dressBadges(course: Course): Promise<void> {
  const logo = readLogo(fileURLToPath(new URL('college.svg', import.meta.url)))
  await operate(course, 'issuer', 'set', 'main', '--logo', logo, '--colour', '#12506b')
}

async function attend(course: Course, userId: string, story: Story): Promise<void> {
  if (story.sessions === 0 && !story.handsIn) return
  const robot = await somebody(course, userId)
  for (let session = 1; session <= story.sessions; session += 1) {
    const page = await openLink(course, robot, `Session ${session}`)
    await robot.submit(page, 'main form', {})
  }
  if (story.handsIn) {
    const page = await openLink(course, robot, 'Unit 2 reflection')
    await robot.submit(page, 'main form', {
      text: 'In my team we now plan each term around three questions, and we ask our learners the same three at its end.',
      url: '',
    })
  }
  if (story.turn === 'unit-test') await openLink(course, robot, 'Unit 3 is done')
}

async function giveEvidence(course: Course, userId: string): Promise<void> {
  const robot = await somebody(course, userId)
  const page = await openPage(course, robot, '/evidence')
  await robot.submit(page, 'main form', {
    ownPractice:
      'Since the course I open every seminar with a question that people answer in writing, and twice as many now speak.',
    institution: 'Our department has taken the same opening into its handbook.',
  })
}

async function reviewEvidence(course: Course, tutor: Robot, people: readonly Person[]): Promise<void> {
  for (const { familyName, story } of people) {
    if (story.evidence !== 'accepted' && story.evidence !== 'returned') continue
    const page = await openLearner(course, tutor, familyName)
    const accepted = story.evidence === 'accepted'
    await tutor.submit(page, 'form[action*="/evidence/"]', {
      state: accepted ? 'accepted' : 'returned',
      feedback: accepted ? '' : 'Please say what changed for the people you work with.',
    })
  }
}
