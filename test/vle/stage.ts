import { createFakeTool, type FakeTool } from './fake-tool.ts'
import { addSmallCourse, type SmallCourse } from './fixtures.ts'
import { createVle, emptyData, type Vle, type VleOptions } from './index.ts'
import { createRobot, type Robot } from './robot.ts'
import type { Column, Link, StoredKey, Tool } from './types.ts'

/** A VLE with a small course, a fake tool registered in it, one link with a column, and a standalone column. */
export interface Stage {
  readonly vle: Vle
  readonly tool: FakeTool
  readonly registered: Tool
  readonly school: SmallCourse
  readonly link: Link
  readonly coupled: Column
  readonly standalone: Column
  readonly robot: Robot
  /** A service request; `path` may be a whole address. */
  ask(
    path: string,
    init?: { method?: string; token?: string; accept?: string; type?: string; body?: unknown },
  ): Promise<Response>
  close(): Promise<void>
}

// Making RSA keys is most of the work of a test: those of the first stage serve the others.
let keys: StoredKey[] = []

export async function createStage(
  options: VleOptions = {},
  changes: Partial<Omit<Tool, 'id'>> = {},
): Promise<Stage> {
  const vle = await createVle({ data: { ...emptyData(), keys }, ...options })
  keys = vle.snapshot().keys.slice(-1)
  const tool = await createFakeTool(vle.platform)
  const school = addSmallCourse(vle)
  const registered = vle.addTool({
    name: 'Fake tool',
    clientId: tool.clientId,
    loginUrl: `${tool.url}/login`,
    redirectUris: [`${tool.url}/launch`],
    jwksUrl: `${tool.url}/jwks`,
    launchUrl: `${tool.url}/launch`,
    deepLinkUrl: `${tool.url}/launch`,
    ...changes,
  })
  const toolId = registered.id
  const link = vle.addLink('2', {
    title: 'Your progress',
    url: `${tool.url}/launch?badge=1`,
    toolId,
    custom: { badge_id: 'b-1', due: '$Nobody.knows', who: '$User.id' },
  })
  const coupled = vle.addColumn('2', {
    label: 'Your progress',
    scoreMaximum: 10,
    toolId,
    linkId: link.id,
    resourceId: 'badge-1',
    tag: 'badge',
    submissionReview: { url: `${tool.url}/launch?review=1`, custom: { action: 'review' } },
  })
  const standalone = vle.addColumn('2', {
    label: 'Teamwork',
    scoreMaximum: 20,
    toolId,
    resourceId: 'comp-1',
    tag: 'competence',
  })
  return {
    vle,
    tool,
    registered,
    school,
    link,
    coupled,
    standalone,
    robot: createRobot(vle),
    async ask(path, { method = 'GET', token, accept, type, body } = {}) {
      return fetch(new URL(path, vle.url), {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(accept === undefined ? {} : { accept }),
          ...(type === undefined ? {} : { 'content-type': type }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    },
    async close() {
      await tool.close()
      await vle.close()
    },
  }
}
