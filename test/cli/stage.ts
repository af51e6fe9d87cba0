/** The tool's own server beside a VLE, both in the process of the test, so that commands find what they ask for. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Visit } from '../../src/app/contract.ts'
import { readConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { launchOf } from '../app/launches.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createVle, type User, type Vle } from '../vle/index.ts'
import { freePort } from '../whole/until.ts'
import { type Desk, openDesk } from './command.ts'

export interface Office {
  readonly desk: Desk
  readonly vle: Vle
  readonly school: SmallCourse
  readonly server: RunningServer
  visit(user: User): Promise<Visit>
  /** Ends the tool's process, as its operator must; its keys can still be fetched, as from a second one in front. */
  stopTool(): Promise<void>
  close(): Promise<void>
}

export async function openOffice(): Promise<Office> {
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const settings = {
    PORT: String(port),
    HOST: 'localhost',
    PUBLIC_URL: toolUrl,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    LOG_LEVEL: 'silent',
    REFRESH_MINUTES: '0',
  }
  const desk = await openDesk(settings)
  const vle = await createVle()
  const school = addSmallCourse(vle)
  const registered = addLadderTool(vle, toolUrl)
  const server = await startServer(readConfig({ ...settings, DATA_DIR: desk.folder }))
  const { tool } = server
  const platform = await tool.store.platforms.save({
    ...vle.platform,
    id: tool.random.uuid(),
    name: 'The VLE',
    clientId: registered.clientId,
    family: 'moodle',
    status: 'approved',
    deploymentIds: [registered.deploymentId],
  })
  let running = true
  let keys: Server | null = null
  const stop = async () => {
    if (running) await server.stop()
    running = false
  }
  return {
    desk,
    vle,
    school,
    server,
    async visit(user) {
      const place = { vle, registered, platform, toolUrl, courseId: school.course.id }
      const opened = await tool.app.launch(launchOf(place, user, {}))
      await tool.engine.idle()
      return tool.app.visit(opened.id, opened.secret)
    },
    async stopTool() {
      const published = JSON.stringify(await tool.lti.jwks())
      await stop()
      keys = createServer((_, res) => res.setHeader('content-type', 'application/json').end(published))
      keys.listen(port, 'localhost')
      await once(keys, 'listening')
    },
    async close() {
      await stop()
      keys?.closeAllConnections()
      keys?.close()
      await vle.close()
      await desk.close()
    },
  }
}
