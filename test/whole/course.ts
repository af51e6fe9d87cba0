/** What people do in a course, through the pages of the VLE and of the tool. */

import type { Vle } from '../vle/index.ts'
import { formRequest } from '../vle/robot/forms.ts'
import { createRobot, type Page, type Robot } from '../vle/robot.ts'

export const COURSE = '2'
export const LADDER = 'My credentials'
export const COURSEWORK = 'Unit 2 reflection'
export const TAKING_PART = 'Taking part'

export async function enter(vle: Vle, userId: string): Promise<Robot> {
  const robot = createRobot(vle)
  await robot.enterAs(userId)
  return robot
}

/** The tutor adds the ladder, so many sessions and a piece of course work; two sessions and more are numbered. */
export async function addLinks(tutor: Robot, sessions: number): Promise<void> {
  const picker = await tutor.startDeepLinking(COURSE)
  await tutor.submit(picker, 'form[action$="/deep-link"]', {
    ladder: 'on',
    checkIn: 'on',
    checkIns: String(sessions),
    checkInTitle: 'Session',
    coursework: 'on',
    courseworkTitle: COURSEWORK,
    courseworkKind: 'coursework',
  })
}

/** The tutor adds a gradebook column of ten points that counts as participation. */
export async function addTakingPart(tutor: Robot, vle: Vle): Promise<void> {
  const page = await open(tutor, vle, LADDER, '/activities')
  const fields = { title: TAKING_PART, source: 'column', kind: 'participation', maximum: '10' }
  await tutor.submit(page, 'form[action$="/columns"]', fields)
}

/** Launches a link; with `path`, goes on to that page of the session. */
export async function open(robot: Robot, vle: Vle, title: string, path = ''): Promise<Page> {
  const page = await robot.openLink(COURSE, linkId(vle, title))
  return path === '' ? page : robot.get(`${sessionOf(page)}${path}`)
}

export async function checkIn(robot: Robot, vle: Vle, title: string): Promise<Page> {
  return robot.submit(await open(robot, vle, title), 'main form', {})
}

export async function handIn(robot: Robot, vle: Vle): Promise<Page> {
  const page = await open(robot, vle, COURSEWORK)
  return robot.submit(page, 'main form', { text: 'We now plan each term around three questions.', url: '' })
}

/** Sends a form of a page and takes the answer as it comes, without following a redirect. */
export async function post(
  robot: Robot,
  page: Page,
  selector: string,
  fields: Record<string, string>,
): Promise<Response> {
  const { url, body } = await formRequest(page.$, page.url, selector, fields)
  const setting = {
    top: new URL(page.top),
    framed: page.framed,
    initiator: new URL(page.url),
    method: 'POST',
  }
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': body?.type ?? '',
      cookie: robot.jar.header(setting, url) ?? '',
      origin: new URL(page.url).origin,
    },
    body: body?.bytes ?? null,
  })
}

/** Address of the session that a page belongs to, without a trailing slash. */
export function sessionOf(page: Page): string {
  const [session] = /^https?:\/\/[^/]+\/s\/[^/]+/.exec(page.url) ?? []
  if (!session) throw new Error(`no session at ${new URL(page.url).pathname}: ${page.$('h1').text()}`)
  return session
}

export function linkId(vle: Vle, title: string): string {
  const link = vle.links(COURSE).find((one) => one.title === title)
  if (!link) throw new Error(`the course has no link "${title}"`)
  return link.id
}

export function columnId(vle: Vle, label: string): string {
  const column = vle.columns(COURSE).find((one) => one.label === label)
  if (!column) throw new Error(`the gradebook has no column "${label}"`)
  return column.id
}
