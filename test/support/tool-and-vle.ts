import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server.ts'
import type { Tool } from '../../src/tool.ts'
import { addLadderTool, addSmallCourse } from '../vle/fixtures.ts'
import { type BehaviourName, createVle, type Link, type Vle, type VleOptions } from '../vle/index.ts'
import { freePort } from '../whole/until.ts'

export interface ToolAndVle {
  /** On `http://127.0.0.1`: another site than the tool. */
  readonly vle: Vle
  /** On `http://localhost`, without a trailing slash. */
  readonly toolUrl: string
  readonly tool: Tool
  readonly courseId: string
  /** A learner of the course, and the link that they open. */
  readonly learner: { readonly id: string; readonly name: string }
  readonly link: Link
  close(): Promise<void>
}

/** The tool in this process, launched by a VLE that behaves like this platform. */
export async function startToolAndVle(
  behaviour: BehaviourName,
  habits: VleOptions['habits'] = {},
): Promise<ToolAndVle> {
  const dataDir = mkdtempSync(join(tmpdir(), 'credential-ladder-launch-'))
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const vle = await createVle({ behaviour, habits })
  const { course, learners } = addSmallCourse(vle, { learners: 1 })
  const { id: toolId, clientId, deploymentId } = addLadderTool(vle, toolUrl)
  const link = vle.addLink(course.id, {
    title: 'My credentials',
    url: `${toolUrl}/lti/launch`,
    toolId,
    custom: {},
  })
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
    }),
  )
  const { tool } = server
  await tool.store.platforms.save({
    id: tool.random.uuid(),
    name: behaviour,
    clientId,
    family: null,
    status: 'approved',
    deploymentIds: [deploymentId],
    ...vle.platform,
  })
  const [user] = learners
  if (!user) throw new Error('the course has no learner')
  return {
    vle,
    toolUrl,
    tool,
    courseId: course.id,
    learner: { id: user.id, name: `${user.givenName} ${user.familyName}` },
    link,
    async close() {
      await server.stop()
      await vle.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
