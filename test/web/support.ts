import { type CheerioAPI, load } from 'cheerio'
import { pino } from 'pino'
import request, { type Response } from 'supertest'
import type { LtiTool } from '../../src/lti/types.ts'
import { createWeb, type WebDeps } from '../../src/web/index.ts'
import { fixtureApp, SECRET } from './fixture-app.ts'
import { NOW } from './fixture-views.ts'

export const TOOL = 'https://tool.example'

/** Stands where the LTI library will: a test replaces the method it is about. */
export function fixtureLti(parts: Partial<LtiTool> = {}): LtiTool {
  const unexpected = async (): Promise<never> => {
    throw new Error('this test expects no call')
  }
  return {
    login: unexpected,
    launch: unexpected,
    jwks: async () => ({ keys: [] }),
    circuits: () => [],
    deepLinkResponse: unexpected,
    diagnose: unexpected,
    services: () => {
      throw new Error('this test expects no call')
    },
    registration: { readConfiguration: unexpected, register: unexpected },
    ...parts,
  }
}

export const hexagon: WebDeps['art'] = (level, state, size) =>
  `<svg class="art" data-level="${level}" data-state="${state}" width="${size}" viewBox="0 0 88 100"><path d="M44 3 85 26v48L44 97 3 74V26z" fill="${state === 'earned' ? '#0b6e6e' : '#eef1f5'}" stroke="#8a97a6" stroke-width="3"/></svg>`

export interface Site {
  readonly web: Awaited<ReturnType<typeof createWeb>>
  /** Log lines as written. */
  readonly lines: string[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>
  /** A body as it stands, under the type that the headers give it. */
  send(path: string, body: string, headers: Record<string, string>): Promise<Response>
}

type Options = Parameters<typeof fixtureApp>[0] & {
  readonly lti?: Partial<LtiTool>
  readonly config?: Partial<WebDeps['config']>
  readonly app?: WebDeps['app']
}

/** The web over fixtures. Requests carry the session's cookie, and posts the session's token unless told otherwise. */
export async function site(options: Options = {}): Promise<Site> {
  const lines: string[] = []
  let count = 0
  const web = await createWeb({
    app: options.app ?? fixtureApp(options).app,
    lti: fixtureLti(options.lti),
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    config: { toolUrl: TOOL, production: false, toolName: 'Credential Ladder', ...options.config },
    clock: { now: () => NOW },
    random: { uuid: () => `uuid-${++count}`, token: (bytes) => `token${++count}x${bytes}` },
    art: hexagon,
    metrics: async () => 'up 1\n',
  })
  const cookie = `session=${SECRET}`
  return {
    web,
    lines,
    get: async (path, headers = {}) =>
      request(web)
        .get(path)
        .set({ Cookie: cookie, ...headers }),
    send: async (path, body, headers) =>
      request(web)
        .post(path)
        .set({ Cookie: cookie, Origin: TOOL, ...headers })
        .send(body),
    post: async (path, fields, headers = {}) =>
      request(web)
        .post(path)
        .type('form')
        .set({ Cookie: cookie, Origin: TOOL, ...headers })
        .send({ csrf: 'csrf-token', ...fields }),
  }
}

/** The answer as a parsed page. */
export function page(response: Response): CheerioAPI {
  return load(response.text)
}

export function errorCode(response: Response): string | undefined {
  return page(response)('meta[name=error-code]').attr('content')
}
