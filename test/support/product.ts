import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Visit } from '../../src/app/contract.ts'
import type { Platform } from '../../src/app/model.ts'
import { readConfig } from '../../src/config.ts'
import type { Launch } from '../../src/lti/types.ts'
import type { OnStatement } from '../../src/store/index.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createVle, type Vle } from '../vle/index.ts'

const SCOPES = ['lineitem', 'lineitem.readonly', 'result.readonly', 'score'].map(
  (name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`,
)

/** The real product without pages, beside a reference VLE with one small course. People come by a launch that is verified already. */
export interface Product {
  readonly vle: Vle
  readonly tool: Tool
  readonly platform: Platform
  readonly course: SmallCourse
  /** Another course of the same VLE, or the first one. */
  launch(sub: string | null, role: Launch['roles'][number], change?: Partial<Launch>): Launch
  visit(sub: string | null, role: Launch['roles'][number], change?: Partial<Launch>): Promise<Visit>
  close(): Promise<void>
}

export async function startProduct(
  options: { learners?: number; onStatement?: OnStatement; env?: Record<string, string> } = {},
): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-product-'))
  const vle = await createVle()
  const { server, url } = await keyServer(() => tool)
  const config = readConfig({
    DATA_DIR: folder,
    PUBLIC_URL: url,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    LOG_LEVEL: 'silent',
    ISSUER_NAME: 'Test College',
    ...options.env,
  })
  const { onStatement } = options
  const tool = await assembleTool(config, onStatement ? { onStatement } : {})
  await tool.engine.start(tool.handlers)
  const course = addSmallCourse(vle, { learners: options.learners ?? 3 })
  const registered = addLadderTool(vle, url)
  const platform = await tool.store.platforms.save({
    id: tool.random.uuid(),
    name: 'VLE',
    clientId: registered.clientId,
    family: 'moodle',
    status: 'approved',
    deploymentIds: [registered.deploymentId],
    ...vle.platform,
  })

  function launch(sub: string | null, role: Launch['roles'][number], change: Partial<Launch> = {}): Launch {
    const user = sub === null ? null : vle.user(sub)
    const contextId = change.context?.id ?? course.course.id
    return {
      registration: platform,
      deploymentId: registered.deploymentId,
      messageType: 'LtiResourceLinkRequest',
      user: {
        sub,
        name: user ? `${user.givenName} ${user.familyName}` : null,
        givenName: user?.givenName ?? null,
        familyName: user?.familyName ?? null,
        email: user?.email ?? null,
        sourcedId: user?.sourcedId ?? null,
      },
      roles: [role],
      context: { id: contextId, label: null, title: vle.course(contextId)?.title ?? 'A course' },
      resourceLink: { id: '1', title: null },
      custom: {},
      memberships: {
        url: `${vle.url}/services/CourseSection/${contextId}/bindings/${registered.id}/memberships`,
      },
      grades: {
        lineItems: `${vle.url}/services/${contextId}/lineitems?type_id=${registered.id}`,
        lineItem: null,
        scopes: SCOPES,
      },
      deepLinking: null,
      forUser: null,
      locale: null,
      returnUrl: null,
      platform: { family: 'moodle', version: null, guid: null, name: null },
      targetLinkUri: `${url}/lti/launch`,
      frameOrigins: [],
      ...change,
    }
  }

  return {
    vle,
    tool,
    platform,
    course,
    launch,
    async visit(sub, role, change) {
      const opened = await tool.app.launch(launch(sub, role, change))
      return tool.app.visit(opened.id, opened.secret)
    },
    async close() {
      await tool.close()
      await vle.close()
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The VLE checks the tool's assertions with the tool's keys, so that those have an address. */
async function keyServer(toolOf: () => Tool): Promise<{ server: Server; url: string }> {
  const server = createServer((_, res) => {
    toolOf()
      .lti.jwks()
      .then((keys) => res.setHeader('content-type', 'application/json').end(JSON.stringify(keys)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

/** The code of a refusal, or what was answered instead. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing was refused',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
}
