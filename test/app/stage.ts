/**
 * The real product within the process of the test: database, queue and rules are those of `src/tool.ts`, the VLE is the reference
 * VLE, and both go by one clock that stands still until it is told to go on. There are no pages: visits are opened as launches.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Visit } from '../../src/app/contract.ts'
import { enqueueRefresh } from '../../src/app/launching/launch.ts'
import type { Platform } from '../../src/app/model.ts'
import type { Mailer } from '../../src/app/ports.ts'
import { readConfig } from '../../src/config.ts'
import type { Launch } from '../../src/lti/types.ts'
import type { OnStatement } from '../../src/store/index.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createVle, type Tool as RegisteredTool, type User, type Vle, type VleOptions } from '../vle/index.ts'
import { launchOf, type Occasion } from './launches.ts'

/** While the small course runs. */
const START = '2026-11-02T09:00:00Z'

export interface StageOptions extends Pick<VleOptions, 'behaviour' | 'habits'> {
  readonly learners?: number
  readonly onStatement?: OnStatement
  /** Where letters go. With one, the test mails when it wants to: the queue leaves the job to it. */
  readonly mailer?: Mailer
}

export interface StageClock {
  now(): number
  advance(minutes: number): void
}

export interface Stage {
  readonly vle: Vle
  readonly school: SmallCourse
  readonly tool: Tool
  /** The tool as the VLE knows it, and the VLE as the tool does. */
  readonly registered: RegisteredTool
  readonly platform: Platform
  readonly clock: StageClock
  readonly folder: string
  readonly toolUrl: string
  /** A launch as the VLE would send it; `null`: one that names nobody. */
  launch(user: User | null, occasion?: Occasion): Launch
  /** Launches, waits for what that sets off, and answers the visit. */
  visit(user: User | null, occasion?: Occasion): Promise<Visit>
  tutor(): Promise<Visit>
  administrator(): Promise<Visit>
  /** Reads the course from the VLE and waits for what follows. */
  refresh(courseId: string): Promise<void>
  /** Waits until the queue has nothing to do now. */
  settle(): Promise<void>
  close(): Promise<void>
}

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { learners, onStatement, mailer, ...habits } = options
  let now = Date.parse(START)
  const clock: StageClock = {
    now: () => now,
    advance(minutes) {
      now += minutes * 60_000
    },
  }
  const folder = await mkdtemp(join(tmpdir(), 'ladder-app-'))
  const vle = await createVle({ ...habits, clock: clock.now })
  const { server, url } = await keyServer(() => tool)
  const config = readConfig({
    DATA_DIR: folder,
    PUBLIC_URL: url,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    LOG_LEVEL: 'silent',
    ISSUER_NAME: 'Riverside College',
  })
  const tool = await assembleTool(config, {
    clock,
    ...(onStatement ? { onStatement } : {}),
    ...(mailer ? { mailer } : {}),
  })
  await tool.engine.start(mailer ? { ...tool.handlers, async mail() {} } : tool.handlers)
  const school = addSmallCourse(vle, learners === undefined ? {} : { learners })
  const registered = addLadderTool(vle, url)
  const platform = await tool.store.platforms.save({
    ...vle.platform,
    id: tool.random.uuid(),
    name: 'The VLE',
    clientId: registered.clientId,
    family: vle.behaviour.family,
    status: 'approved',
    deploymentIds: [registered.deploymentId],
  })
  const launch: Stage['launch'] = (user, occasion = {}) =>
    launchOf({ vle, registered, platform, toolUrl: url, courseId: school.course.id }, user, occasion)
  const stage: Stage = {
    vle,
    school,
    tool,
    registered,
    platform,
    clock,
    folder,
    toolUrl: url,
    launch,
    async visit(user, occasion) {
      const opened = await tool.app.launch(launch(user, occasion))
      await tool.engine.idle()
      return tool.app.visit(opened.id, opened.secret)
    },
    tutor: () => stage.visit(school.tutors[0]),
    administrator: () => stage.visit(school.administrator),
    async refresh(courseId) {
      await tool.store.write((unit) => enqueueRefresh(unit, courseId, new Date(now).toISOString()))
      await tool.engine.idle()
    },
    settle: () => tool.engine.idle(),
    async close() {
      await tool.close()
      await vle.close()
      server.closeAllConnections()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return stage
}

/** A platform checks the tool's assertions with the tool's keys, so those have an address. */
async function keyServer(toolOf: () => Tool): Promise<{ server: Server; url: string }> {
  const server = createServer((_, res) => {
    toolOf()
      .lti.jwks()
      .then((keys) => res.setHeader('content-type', 'application/json').end(JSON.stringify(keys)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
