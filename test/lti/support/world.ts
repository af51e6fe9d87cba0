import { randomBytes } from 'node:crypto'
import { importJWK, type JWK, SignJWT } from 'jose'
import {
  createLtiTool,
  type LaunchOutcome,
  type LoginOutcome,
  LtiError,
  type LtiTool,
  type Registration,
} from '../../../src/lti/index.ts'
import { CLIENT_ID, ISSUER, resourceLinkPayload, TARGET, TOOL_URL } from './claims.ts'
import { platformKey, toolKey } from './keys.ts'
import { json, type Network, network } from './network.ts'
import { type MemoryStore, memoryStore } from './store.ts'

export const moodleRegistration: Registration = {
  id: 'r1',
  issuer: ISSUER,
  clientId: CLIENT_ID,
  authUrl: `${ISSUER}/mod/lti/auth.php`,
  tokenUrl: `${ISSUER}/mod/lti/token.php`,
  jwksUrl: `${ISSUER}/mod/lti/certs.php`,
  tokenAudience: null,
  family: 'moodle',
  deploymentIds: ['1'],
}

export interface World {
  readonly tool: LtiTool
  readonly store: MemoryStore
  readonly net: Network
  readonly waits: number[]
  now: number
  /** Logs in as the platform's page does, and says what came of it. */
  login(params?: Record<string, unknown>): Promise<LoggedIn>
  launch(loggedIn: LoggedIn, idToken: string, request?: LaunchRequest): Promise<LaunchOutcome>
}

export interface LoggedIn {
  readonly redirectTo: URL
  readonly storage: LoginOutcome['storage']
  readonly state: string
  readonly nonce: string
  readonly cookies: Record<string, string>
}

export interface LaunchRequest {
  readonly cookies?: Record<string, string>
  readonly origin?: string | null
  readonly params?: Record<string, unknown>
}

export const loginParams = {
  iss: ISSUER,
  target_link_uri: TARGET,
  login_hint: '3',
  lti_message_hint: '{"cmid":8,"launchid":"ltilaunch1_1199815355"}',
  client_id: CLIENT_ID,
  lti_deployment_id: '1',
}

export function world(options: { registrations?: readonly Registration[] } = {}): World {
  const net = network()
  net.on(moodleRegistration.jwksUrl, () => json({ keys: [platformKey.publicJwk] }))
  const waits: number[] = []
  const store = memoryStore(options.registrations ?? [moodleRegistration])
  const tool = createLtiTool({
    store,
    keys: { current: async () => toolKey.privateJwk, published: async () => [toolKey.privateJwk] },
    fetch: net.fetch,
    clock: () => here.now,
    random: (bytes) => randomBytes(bytes).toString('base64url'),
    toolUrl: TOOL_URL,
    sleep: async (milliseconds) => {
      waits.push(milliseconds)
    },
  })
  const here: World = {
    tool,
    store,
    net,
    waits,
    now: Date.parse('2026-11-23T12:00:00Z'),
    async login(params = loginParams) {
      const { redirectTo, cookie, storage } = await tool.login(params)
      const { searchParams } = new URL(redirectTo)
      return {
        redirectTo: new URL(redirectTo),
        storage,
        state: searchParams.get('state') ?? '',
        nonce: searchParams.get('nonce') ?? '',
        cookies: { [cookie.name]: cookie.value },
      }
    },
    launch: (loggedIn, idToken, request = {}) =>
      tool.launch({
        params: { state: loggedIn.state, id_token: idToken, ...request.params },
        cookies: request.cookies ?? loggedIn.cookies,
        origin: request.origin === undefined ? ISSUER : request.origin,
      }),
  }
  return here
}

/** A payload as the platform would send it now. */
export function payloadOf(here: World, loggedIn: LoggedIn): Record<string, unknown> {
  return resourceLinkPayload(Math.floor(here.now / 1000), loggedIn.nonce)
}

export async function sign(
  payload: Record<string, unknown>,
  key: JWK = platformKey.privateJwk,
): Promise<string> {
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .sign(await importJWK(key, 'RS256'))
}

/** The LtiError that something ends in. */
export async function refusal(doing: Promise<unknown>): Promise<LtiError> {
  try {
    await doing
  } catch (error) {
    if (error instanceof LtiError) return error
    throw error
  }
  throw new Error('expected an LtiError, and nothing was refused')
}
