/** A course in which everything is done but the reading: the VLE in this process, the tool's data in a folder to be copied for each run. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LEVEL_COLUMN_TAG } from '../../src/app/issuing/urls.ts'
import { enqueueRefresh } from '../../src/app/launching/launch.ts'
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'
import { LOADER } from '../support/loader.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createVle, type Vle } from '../vle/index.ts'
import { addLinks, addTakingPart, COURSE, checkIn, columnId, enter, handIn, TAKING_PART } from './course.ts'
import type { Lived, Order } from './killed.child.ts'
import { freePort } from './until.ts'

const CHILD = join(import.meta.dirname, 'killed.child.ts')

export interface KilledStage {
  readonly vle: Vle
  readonly school: SmallCourse
  /** The VLE as it was, and a fresh copy of the data; answers the settings of a tool that works on it. */
  again(): Promise<Record<string, string>>
  /** A process that has loaded the tool and waits for its order. */
  warm(): ChildProcess
  close(): Promise<void>
}

export async function openKilledStage(): Promise<KilledStage> {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-killed-'))
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const vle = await createVle()
  const school = addSmallCourse(vle, { learners: 2 })
  const registered = addLadderTool(vle, toolUrl)
  const settings = (dataDir: string) => ({
    PORT: String(port),
    HOST: 'localhost',
    PUBLIC_URL: toolUrl,
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    LOG_LEVEL: 'silent',
    REFRESH_MINUTES: '0',
  })
  const prepared = join(folder, 'prepared')
  const server = await startServer(readConfig(settings(prepared)))
  await server.tool.store.platforms.save({
    ...vle.platform,
    id: server.tool.random.uuid(),
    name: 'The VLE',
    clientId: registered.clientId,
    family: null,
    status: 'approved',
    deploymentIds: [registered.deploymentId],
  })
  await playToTheEnd(vle, school, server.tool)
  const keySet = JSON.stringify(await server.tool.lti.jwks())
  await server.stop()
  await leaveWork(prepared)

  // The VLE asks for the tool's keys whenever the tool asks for a token.
  const keys = createServer((_req, res) => void res.setHeader('content-type', 'application/json').end(keySet))
  await new Promise<void>((resolve) => keys.listen(port, 'localhost', resolve))

  async function leaveWork(dataDir: string): Promise<void> {
    for (const { id } of school.learners) vle.grade(columnId(vle, TAKING_PART), id, 8)
    const tool = await assembleTool(readConfig(settings(dataDir)))
    const [course] = await tool.store.courses.list()
    if (!course) throw new Error('no course')
    await tool.store.write((unit) => enqueueRefresh(unit, course.id, new Date().toISOString()))
    await tool.close()
  }

  let copies = 0
  let closed = false
  const children = new Set<ChildProcess>()
  return {
    vle,
    school,
    async again() {
      for (const column of levelColumns(vle)) vle.removeColumn(column.id)
      vle.log.clear()
      copies += 1
      const dataDir = join(folder, String(copies))
      await cp(prepared, dataDir, { recursive: true })
      return settings(dataDir)
    },
    warm() {
      // A test that ran out of time may still be going round.
      if (closed) throw new Error('the stage is closed')
      const child = fork(CHILD, { execArgv: LOADER })
      children.add(child)
      child.once('exit', () => children.delete(child))
      return child
    },
    async close() {
      closed = true
      const ended = [...children].map((child) => once(child, 'exit'))
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(ended)
      await new Promise((resolve) => {
        keys.close(resolve)
        keys.closeAllConnections()
      })
      await vle.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Everybody attends and hands in; the tutor has not graded yet. */
async function playToTheEnd(vle: Vle, school: SmallCourse, tool: Tool): Promise<void> {
  const tutor = await enter(vle, school.tutors[0].id)
  await addLinks(tutor, 1)
  await addTakingPart(tutor, vle)
  for (const { id } of school.learners) {
    const robot = await enter(vle, id)
    await checkIn(robot, vle, 'Session')
    await handIn(robot, vle)
  }
  await tool.engine.idle()
}

export const levelColumns = (vle: Vle) =>
  vle.columns(COURSE).filter((column) => column.tag === LEVEL_COLUMN_TAG)

/** How many points it passed, or `null` when it was killed, as it must be, at its own hand. */
export async function run(child: ChildProcess, order: Order): Promise<number | null> {
  let lived: Lived | null = null
  child.once('message', (message: Lived) => {
    lived = message
  })
  child.send(order)
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
  if (signal === 'SIGKILL') return null
  if (code !== 0 || lived === null) throw new Error(`the tool ended by itself (${code ?? signal})`)
  return (lived as Lived).passed
}
