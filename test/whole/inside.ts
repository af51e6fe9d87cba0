/** The whole way within the process of the test: the tool's server and the reference VLE, for what needs no killing. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { type BehaviourName, createVle, type Vle } from '../vle/index.ts'
import type { Tool } from '../vle/types.ts'
import { freePort } from './until.ts'

export interface Inside {
  readonly vle: Vle
  readonly school: SmallCourse
  /** The tool as the VLE knows it. */
  readonly registered: Tool
  readonly server: RunningServer
  readonly toolUrl: string
  close(): Promise<void>
}

export async function openInside(
  options: {
    learners?: number
    behaviour?: BehaviourName
    custom?: Record<string, string>
    /** Of the tool, beside its own. */
    settings?: Readonly<Record<string, string>>
  } = {},
): Promise<Inside> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ladder-inside-'))
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const { behaviour = 'moodle', custom = {}, settings = {} } = options
  const vle = await createVle({ behaviour })
  const school = addSmallCourse(vle, options)
  const registered = addLadderTool(vle, toolUrl, { custom })
  const server = await startServer(
    readConfig({
      PORT: String(port),
      HOST: 'localhost',
      PUBLIC_URL: toolUrl,
      DATA_DIR: dataDir,
      ALLOW_PRIVATE_PLATFORMS: 'true',
      LOG_LEVEL: 'silent',
      RATE_LIMIT_PER_MINUTE: '100000',
      REFRESH_MINUTES: '0',
      ...settings,
    }),
  )
  await server.tool.store.platforms.save({
    ...vle.platform,
    id: server.tool.random.uuid(),
    name: 'The VLE',
    clientId: registered.clientId,
    family: null,
    status: 'approved',
    deploymentIds: [registered.deploymentId],
  })
  return {
    vle,
    school,
    registered,
    server,
    toolUrl,
    async close() {
      await server.stop()
      await vle.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
