import { readArguments } from '../src/cli/arguments.ts'
import { commandOf } from '../src/cli/commands.ts'
import { createOutput } from '../src/cli/output.ts'
import { commandDeps } from '../src/operator.ts'
import type { Tool } from '../src/tool.ts'
import type { Vle } from '../test/vle/index.ts'
import { createRobot, type Page, type Robot } from '../test/vle/robot.ts'

/** A course as its people reach it. */
export interface Course {
  readonly vle: Vle
  readonly tool: Tool
  readonly id: string
}

/** Somebody at a browser of their own, who has entered the VLE. */
export async function somebody({ vle }: Course, userId: string): Promise<Robot> {
  const robot = createRobot(vle)
  await robot.enterAs(userId)
  return robot
}

/** Opens a link of the course by its title. */
export const openLink = (course: Course, robot: Robot, title: string): Promise<Page> =>
  robot.openLink(course.id, linkId(course, title))

/** Opens "My credentials", and from there a page by its path. */
export async function openPage(course: Course, robot: Robot, path: string): Promise<Page> {
  const { url } = await openLink(course, robot, 'My credentials')
  return robot.get(new URL(`.${path}`, url.endsWith('/') ? url : `${url}/`).href)
}

/** A learner's page, found as a tutor finds it. */
export async function openLearner(course: Course, tutor: Robot, familyName: string): Promise<Page> {
  const found = await openPage(course, tutor, `/?search=${encodeURIComponent(familyName)}`)
  return tutor.follow(found, 'a[href*="/learners/"]')
}

/** Lets the VLE be read now, and waits until the tool has done all that follows from it. */
export async function readNow(course: Course, tutor: Robot): Promise<void> {
  await course.tool.engine.idle()
  const page = await openLink(course, tutor, 'My credentials')
  await tutor.submit(page, 'form[action$="/refresh"]', {})
  await course.tool.engine.idle()
}

/** What an operator types behind `npm run tool --`. */
export async function operate({ tool }: Pick<Course, 'tool'>, ...argv: string[]): Promise<void> {
  const said: string[] = []
  const streams = { out: () => {}, err: (text: string) => said.push(text) }
  const args = readArguments(argv)
  const exit = await commandOf(args).run(
    args,
    createOutput(false, streams),
    commandDeps(tool, new AbortController().signal),
  )
  if (exit !== 0) throw new Error(`${argv.slice(0, 2).join(' ')} ended with ${exit}: ${said.join(' ')}`)
}

export function linkId({ vle, id }: Course, title: string): string {
  const link = vle.links(id).find((item) => item.title === title)
  if (!link) throw new Error(`the course has no link "${title}"`)
  return link.id
}

export function columnId({ vle, id }: Course, label: string): string {
  const column = vle.columns(id).find((item) => item.label === label)
  if (!column) throw new Error(`the gradebook has no column "${label}"`)
  return column.id
}
