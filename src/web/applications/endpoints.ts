import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Router } from 'express'
import { OAuthError } from '../../app/applications/fault.ts'
import type { Tokens } from '../../app/contract/applications.ts'
import type { OAuthClient } from '../../app/model.ts'
import type { WebDeps } from '../deps.ts'
import { faultOf } from '../faults.ts'
import { perHour } from '../security/limits.ts'
import { clientProof } from './client-proof.ts'
import { readRegistration, registrationAnswer } from './metadata.ts'
import { OAUTH } from './paths.ts'

const LARGEST = '20kb'
const REGISTRATIONS_AN_HOUR = 60

/** Of a form, what came once; longer than anything of ours is nothing. */
type Fields = Readonly<Record<string, string>>

/** What applications ask without their user: registration (RFC 7591), tokens (RFC 6749 §3.2), revocation (RFC 7009). */
export function endpointRoutes(router: Router, deps: WebDeps): void {
  const { applications } = deps.app
  const paths = [OAUTH.register, OAUTH.token, OAUTH.revoke]
  router.use(paths, (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
    next()
  })
  const form = express.urlencoded({ extended: false, limit: LARGEST, parameterLimit: 30 })

  router.post(
    OAUTH.register,
    perHour(REGISTRATIONS_AN_HOUR),
    express.json({ limit: LARGEST }),
    async (req, res) => {
      const { registration, client } = readRegistration(req.body)
      res.status(201).json(registrationAnswer(registration, await applications.register(client)))
    },
  )

  router.post(OAUTH.token, form, async (req, res) => {
    const fields = fieldsOf(req)
    const client = await applications.authenticate(clientProof(req, fields))
    res.json(tokenAnswer(await tokensFor(client, fields)))
  })

  router.post(OAUTH.revoke, form, async (req, res) => {
    const fields = fieldsOf(req)
    const client = await applications.authenticate(clientProof(req, fields))
    await applications.revoke(client, needed(fields, 'token'))
    res.status(200).end()
  })

  router.all(paths, onlyPost)
  router.use(paths, answerRefusals(deps))

  async function tokensFor(client: OAuthClient, fields: Fields): Promise<Tokens> {
    const type = needed(fields, 'grant_type')
    if (type === 'authorization_code') {
      return applications.exchange(client, {
        code: needed(fields, 'code'),
        redirectUri: needed(fields, 'redirect_uri'),
        verifier: needed(fields, 'code_verifier'),
      })
    }
    if (type !== 'refresh_token')
      throw new OAuthError('unsupported_grant_type', 'Only authorization_code and refresh_token are offered')
    if (!client.refreshes)
      throw new OAuthError('unauthorized_client', 'The client did not register for refresh_token')
    return applications.refresh(client, needed(fields, 'refresh_token'), fields.scope)
  }
}

/** Errors: `invalid_request` 400 for a body that is no form, or a parameter that came twice (RFC 6749 §3.2). */
function fieldsOf(req: Request): Fields {
  if (!req.is('application/x-www-form-urlencoded') || typeof req.body !== 'object')
    throw new OAuthError('invalid_request', 'The body is not a form')
  const fields = Object.entries<unknown>(req.body)
  if (fields.some(([, value]) => typeof value !== 'string'))
    throw new OAuthError('invalid_request', 'A parameter came twice')
  // A parameter without a value is one that did not come (§3.1).
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== ''))
}

function needed(fields: Fields, name: string): string {
  const value = fields[name]
  if (value === undefined) throw new OAuthError('invalid_request', `${name} is missing`)
  return value
}

function tokenAnswer({ accessToken, refreshToken, expiresIn, scope }: Tokens): object {
  return {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: expiresIn,
    ...(refreshToken !== null && { refresh_token: refreshToken }),
    scope,
  }
}

const onlyPost: RequestHandler = (_req, res) => {
  res.set('Allow', 'POST, OPTIONS').status(405)
  res.json({ error: 'invalid_request', error_description: 'Only POST is answered here' })
}

/** RFC 6749 §5.2, RFC 7591 §3.2.2. */
function answerRefusals({ log }: WebDeps): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const { code, status, message } = error instanceof OAuthError ? error : translated(error, req.baseUrl)
    const line = { code, status, path: req.baseUrl }
    if (status >= 500 && !(error instanceof OAuthError)) log.error({ ...line, err: error }, 'request failed')
    else log.warn(line, 'request refused')
    if (status === 401) res.set('WWW-Authenticate', 'Basic realm="Open Badges"')
    if (status === 429 || status === 503) res.set('Retry-After', '60')
    res.status(status).json({ error: code, error_description: message })
  }
}

function translated(error: unknown, path: string): { code: string; status: number; message: string } {
  const { status } = faultOf(error)
  if (status === 429) return { code: 'temporarily_unavailable', status, message: 'Too many requests' }
  if (status >= 500) return { code: 'server_error', status, message: 'Something went wrong here' }
  const code = path === OAUTH.register ? 'invalid_client_metadata' : 'invalid_request'
  return { code, status: status === 413 ? 413 : 400, message: 'The body cannot be read' }
}
