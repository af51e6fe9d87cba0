import type { Tool } from '../src/tool.ts'
import type { Vle } from '../test/vle/index.ts'
import { createRobot, type Page, type Robot } from '../test/vle/robot.ts'
import { LEARNERS, STORIES, type Story, TUTORS } from './people.ts'
import { CLIENT_ID, DEPLOYMENT_ID } from './vle.ts'

const [TUTOR] = TUTORS

/** Plays a whole course through the VLE's and the tool's pages: links added, sessions attended, work handed in and graded, evidence reviewed. */
export async function playCourse(vle: Vle, tool: Tool, courseId: string): Promise<void> {
  await registerPlatform(vle, tool)
  const tutor = createRobot(vle)
  await tutor.enterAs(TUTOR.id)
  await addLinks(tutor, courseId)
  const ladder = linkId(vle, courseId, 'My credentials')

  const { takingPart } = await addColumns(vle, tutor, courseId, ladder)
  const learners = LEARNERS.map((person, index) => ({ id: person.id, story: STORIES[index] as Story }))
  for (const { id, story } of learners) {
    if (story.takingPart !== null) vle.grade(takingPart, id, story.takingPart, TUTOR.id)
    await attend(vle, courseId, id, story)
  }
  await readNow(tool, tutor, courseId, ladder)

  for (const { id, story } of learners)
    if (story.evidence !== 'none') await giveEvidence(vle, courseId, ladder, id)
  await reviewEvidence(tutor, courseId, ladder, learners)
  for (const { id, story } of learners) if (story.falls) vle.clearGrade(takingPart, id)
  await readNow(tool, tutor, courseId, ladder)
}

async function registerPlatform(vle: Vle, tool: Tool): Promise<void> {
  await tool.store.platforms.save({
    id: tool.random.uuid(),
    name: 'Riverside VLE',
    clientId: CLIENT_ID,
    family: null,
    status: 'approved',
    deploymentIds: [DEPLOYMENT_ID],
    ...vle.platform,
  })
}

async function addLinks(tutor: Robot, courseId: string): Promise<void> {
  const picker = await tutor.startDeepLinking(courseId)
  // The page that comes back posts the signed answer to the VLE by itself.
  await tutor.submit(picker, 'form[action$="/deep-link"]', {
    ladder: 'on',
    checkIn: 'on',
    checkIns: '5',
    checkInTitle: 'Session',
    coursework: 'on',
    courseworkTitle: 'Unit 2 reflection',
    courseworkKind: 'coursework',
  })
}

/** Two gradebook columns: one that the tutor grades, one whose grade the VLE computes from its own quiz. */
async function addColumns(vle: Vle, tutor: Robot, courseId: string, ladder: string) {
  const quiz = vle.addQuiz(courseId, {
    title: 'Unit 1 quiz',
    grades: Object.fromEntries(
      LEARNERS.flatMap(({ id }, index) => (STORIES[index]?.quiz == null ? [] : [[id, STORIES[index].quiz]])),
    ),
  })
  const add = async (fields: Record<string, string>) => {
    const page = await openPage(tutor, courseId, ladder, '/activities')
    await tutor.submit(page, 'form[action$="/columns"]', fields)
  }
  await add({ title: 'Taking part', source: 'column', kind: 'participation', maximum: '10' })
  await add({ title: 'Quiz result', source: 'mirror', kind: 'assignment', maximum: '100' })
  vle.setCalculation(columnId(vle, courseId, 'Quiz result'), quiz.id)
  return { takingPart: columnId(vle, courseId, 'Taking part') }
}

async function attend(vle: Vle, courseId: string, userId: string, story: Story): Promise<void> {
  if (story.sessions === 0 && !story.handsIn) return
  const robot = createRobot(vle)
  await robot.enterAs(userId)
  for (let session = 1; session <= story.sessions; session += 1) {
    const page = await robot.openLink(courseId, linkId(vle, courseId, `Session ${session}`))
    await robot.submit(page, 'main form', {})
  }
  if (!story.handsIn) return
  const page = await robot.openLink(courseId, linkId(vle, courseId, 'Unit 2 reflection'))
  await robot.submit(page, 'main form', {
    text: 'In my team we now plan each term around three questions, and we ask our learners the same three at its end.',
    url: '',
  })
}

async function giveEvidence(vle: Vle, courseId: string, ladder: string, userId: string): Promise<void> {
  const robot = createRobot(vle)
  await robot.enterAs(userId)
  const page = await openPage(robot, courseId, ladder, '/evidence')
  await robot.submit(page, 'main form', {
    ownPractice:
      'Since the course I open every seminar with a question that people answer in writing, and twice as many now speak.',
    institution: 'Our department has taken the same opening into its handbook.',
  })
}

async function reviewEvidence(
  tutor: Robot,
  courseId: string,
  ladder: string,
  learners: readonly { id: string; story: Story }[],
): Promise<void> {
  const table = await tutor.openLink(courseId, ladder)
  for (const { id, story } of learners) {
    if (story.evidence !== 'accepted' && story.evidence !== 'returned') continue
    const person = LEARNERS.find((learner) => learner.id === id)
    const search = await tutor.get(`${table.url}?search=${encodeURIComponent(person?.familyName ?? '')}`)
    const href = search.$('a[href*="/learners/"]').first().attr('href') ?? ''
    const page = await tutor.get(new URL(href, search.url).href)
    const accepted = story.evidence === 'accepted'
    await tutor.submit(page, 'form[action*="/evidence/"]', {
      state: accepted ? 'accepted' : 'returned',
      feedback: accepted ? '' : 'Please say what changed for the people you work with.',
    })
  }
}

async function readNow(tool: Tool, tutor: Robot, courseId: string, ladder: string): Promise<void> {
  await tool.engine.idle()
  const page = await tutor.openLink(courseId, ladder)
  await tutor.submit(page, 'form[action$="/refresh"]', {})
  await tool.engine.idle()
}

async function openPage(robot: Robot, courseId: string, link: string, path: string): Promise<Page> {
  const page = await robot.openLink(courseId, link)
  return robot.get(new URL(`.${path}`, page.url.endsWith('/') ? page.url : `${page.url}/`).href)
}

function linkId(vle: Vle, courseId: string, title: string): string {
  const link = vle.links(courseId).find((item) => item.title === title)
  if (!link) throw new Error(`the course has no link "${title}"`)
  return link.id
}

function columnId(vle: Vle, courseId: string, label: string): string {
  const column = vle.columns(courseId).find((item) => item.label === label)
  if (!column) throw new Error(`the gradebook has no column "${label}"`)
  return column.id
}
