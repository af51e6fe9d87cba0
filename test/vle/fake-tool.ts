import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createRemoteJWKSet, exportJWK, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { PlatformDetails } from './index.ts'
import { autoForm } from './pages/html.ts'

export const MEDIA = {
  members: 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json',
  item: 'application/vnd.ims.lis.v2.lineitem+json',
  items: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
  score: 'application/vnd.ims.lis.v1.score+json',
} as const

export interface FakeTool {
  readonly url: string
  readonly clientId: string
  /** The login requests and the launch posts received, newest last. */
  readonly logins: Record<string, string>[]
  readonly launches: {
    readonly form: Record<string, string>
    readonly headers: Record<string, string | undefined>
  }[]
  /** Overrides parameters of the next authentication requests; `undefined` leaves one out. */
  authParams: Record<string, string | undefined>
  /** Claims of the newest launch, signature and audience verified. */
  claims(): Promise<JWTPayload>
  /** What deep linking answers with; a function of the claims of the request. */
  answer: ((claims: JWTPayload) => JWTPayload) | null
  /** Signs with the tool's key; `claims` over the ones of a good client assertion. */
  assertion(claims?: JWTPayload): Promise<string>
  sign(claims: JWTPayload): Promise<string>
  /** The reply of the token endpoint. */
  askToken(scopes: readonly string[], form?: Record<string, string>): Promise<Response>
  /** A working token. */
  token(...scopes: string[]): Promise<string>
  close(): Promise<void>
}

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/'
const DL = 'https://purl.imsglobal.org/spec/lti-dl/claim/'

/** A good deep-linking response to these claims, with these items. */
export function deepLinkResponse(tool: FakeTool, claims: JWTPayload, items: unknown[]): JWTPayload {
  const settings = claims[`${DL}deep_linking_settings`] as { data?: string }
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: tool.clientId,
    aud: [String(claims.iss)],
    iat: now,
    exp: now + 60,
    nonce: randomUUID(),
    [`${LTI}message_type`]: 'LtiDeepLinkingResponse',
    [`${LTI}version`]: '1.3.0',
    [`${LTI}deployment_id`]: claims[`${LTI}deployment_id`],
    [`${DL}content_items`]: items,
    ...(settings.data === undefined ? {} : { [`${DL}data`]: settings.data }),
  }
}

let pairOnce: ReturnType<typeof generateKeyPair> | null = null

/** The smallest tool that can be launched: no cookies, no checks, everything remembered. */
export async function createFakeTool(platform: PlatformDetails): Promise<FakeTool> {
  const clientId = 'fake-tool'
  pairOnce ??= generateKeyPair('RS256', { extractable: true })
  const pair = await pairOnce
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'fake', alg: 'RS256', use: 'sig' }
  const platformKeys = createRemoteJWKSet(new URL(platform.jwksUrl))
  const app = express()
  app.use(express.urlencoded({ extended: false }))
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const url = `http://localhost:${(server.address() as AddressInfo).port}`
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'fake' }).sign(pair.privateKey)

  const tool: FakeTool = {
    url,
    clientId,
    logins: [],
    launches: [],
    authParams: {},
    answer: null,
    sign,
    async claims() {
      const token = tool.launches.at(-1)?.form.id_token ?? ''
      const options = { issuer: platform.issuer, audience: clientId, algorithms: ['RS256'] }
      return (await jwtVerify(token, platformKeys, options)).payload
    },
    assertion(claims = {}) {
      const now = Math.floor(Date.now() / 1000)
      const aud = platform.tokenAudience ?? platform.tokenUrl
      return sign({
        iss: clientId,
        sub: clientId,
        aud,
        iat: now,
        exp: now + 60,
        jti: randomUUID(),
        ...claims,
      })
    },
    async askToken(scopes, form = {}) {
      const body = new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: form.client_assertion ?? (await tool.assertion()),
        scope: scopes.join(' '),
        ...form,
      })
      return fetch(platform.tokenUrl, { method: 'POST', body })
    },
    async token(...scopes) {
      const reply = (await (await tool.askToken(scopes)).json()) as { access_token: string }
      return reply.access_token
    },
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }

  app.all('/login', (req, res) => {
    const login = { ...req.query, ...(req.body as object | undefined) } as Record<string, string>
    tool.logins.push(login)
    const params: Record<string, string | undefined> = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: login.client_id,
      redirect_uri: `${url}/launch`,
      login_hint: login.login_hint,
      lti_message_hint: login.lti_message_hint,
      state: randomUUID(),
      nonce: randomUUID(),
      ...tool.authParams,
    }
    const to = new URL(platform.authUrl)
    for (const [name, value] of Object.entries(params))
      if (value !== undefined) to.searchParams.set(name, value)
    res.append('Set-Cookie', `fake=${params.state}; Path=/; HttpOnly; Secure; SameSite=None; Partitioned`)
    res.redirect(302, to.href)
  })
  app.post('/launch', async (req, res) => {
    const { origin, referer, cookie } = req.headers
    const dest = req.headers['sec-fetch-dest']
    const site = req.headers['sec-fetch-site']
    const headers = { origin, referer, cookie, dest: String(dest), site: String(site) }
    tool.launches.push({ form: req.body as Record<string, string>, headers })
    if (!req.body.id_token) return void res.status(400).send(`<p id="error">${req.body.error}</p>`)
    const claims = await tool.claims()
    const settings = claims[`${DL}deep_linking_settings`] as { deep_link_return_url: string } | undefined
    if (!settings || !tool.answer)
      return void res.send('<h1>The tool</h1><form><input name="q" value="1"></form>')
    const JWT = await sign(tool.answer(claims))
    res.send(autoForm('Return', { method: 'POST', action: settings.deep_link_return_url, params: { JWT } }))
  })
  app.get('/jwks', (_req, res) => void res.json({ keys: [jwk] }))
  return tool
}
