import type { ErrorRequestHandler, Request, RequestHandler, Response, Router } from 'express'
import { z } from 'zod'
import { OAuthError } from '../../app/applications/fault.ts'
import { READ_CREDENTIALS, READ_PROFILE } from '../../app/applications/scopes.ts'
import type { CredentialsPage, CredentialsQuery, Reader } from '../../app/contract/applications.ts'
import { OB3_CONTEXT } from '../../openbadges/index.ts'
import type { WebDeps } from '../deps.ts'
import { faultOf } from '../faults.ts'
import { sendAs } from '../public/answers.ts'
import { serviceDescription } from './description.ts'
import { BADGES_API, LONGEST_PAGE } from './paths.ts'
import { answerStatus, type CodeMinor } from './status-info.ts'

/** The API of Open Badges 3.0 §6, for reading: discovery, credentials, profile. */
export function badgesApiRoutes(router: Router, deps: WebDeps): void {
  const { app, config } = deps
  const description = JSON.stringify(serviceDescription(config))

  router.get(`${BADGES_API}/discovery`, (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300')
    sendAs(res, 'application/json', description)
  })

  router.get(`${BADGES_API}/credentials`, async (req, res) => {
    const reader = await readerOf(req, READ_CREDENTIALS)
    const query = credentialsQuery(req.query)
    const page = await app.applications.credentials(reader, query)
    res.set({
      'X-Total-Count': String(page.total),
      Link: links(`${config.toolUrl}${BADGES_API}/credentials`, query, page.total, req.query.since),
      'Access-Control-Expose-Headers': 'Link, X-Total-Count',
      'Cache-Control': 'no-store',
    })
    sendAs(res, 'application/json', bodyOf(page))
  })

  router.get(`${BADGES_API}/profile`, async (req, res) => {
    const { person } = await readerOf(req, READ_PROFILE)
    res.set('Cache-Control', 'no-store').json(profileOf(person))
  })

  for (const path of ['discovery', 'credentials', 'profile']) router.all(`${BADGES_API}/${path}`, onlyReading)
  router.use('/ims', (_req, res) => answerStatus(res, 404, 'not_found', 'There is no such operation'))
  router.use('/ims', answerRefusals(deps))

  /** Errors: `invalid_token` 401, `insufficient_scope` 403. */
  async function readerOf(req: Request, scope: string): Promise<Reader> {
    const [, token] = /^Bearer +([\w\-.~+/]+=*)$/i.exec(req.get('authorization') ?? '') ?? []
    if (token === undefined) throw new OAuthError('invalid_token', 'There is no access token', 401)
    return app.applications.reader(token, scope)
  }
}

const figure = (least: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(least))

const query = z.object({
  limit: figure(1)
    .transform((limit) => Math.min(limit, LONGEST_PAGE))
    .default(LONGEST_PAGE),
  offset: figure(0).default(0),
  // The standard's own syntax has no zone: then it is UTC.
  since: z.iso
    .datetime({ offset: true, local: true })
    .transform((since) => Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(since) ? since : `${since}Z`))
    .pipe(z.number())
    .optional(),
})

/** Errors: `bad_input` 400, from zod. */
function credentialsQuery(given: unknown): CredentialsQuery {
  const { limit, offset, since = null } = query.parse(given)
  return { limit, offset, since }
}

/** GetOpenBadgeCredentialsResponse (§B.5.1). What was signed goes out as it was signed, to the byte. */
const bodyOf = ({ documents, tokens }: CredentialsPage) =>
  `{"credential":[${documents.join(',')}],"compactJwsString":${JSON.stringify(tokens)}}`

/** §6.4: first and last always, next and prev where there is one. */
function links(address: string, { limit, offset }: CredentialsQuery, total: number, since: unknown): string {
  const last = total === 0 ? 0 : Math.floor((total - 1) / limit) * limit
  const link = (rel: string, at: number) => {
    const query = new URLSearchParams({ limit: String(limit), offset: String(at) })
    if (typeof since === 'string') query.set('since', since)
    return `<${address}?${query}>; rel="${rel}"`
  }
  return [
    ...(offset + limit < total ? [link('next', offset + limit)] : []),
    link('last', last),
    link('first', 0),
    ...(offset > 0 ? [link('prev', Math.max(0, Math.min(offset - limit, last)))] : []),
  ].join(', ')
}

/** Profile (§B.1.10) of the learner: their own id, and what their VLE shares. */
function profileOf({ id, name, email }: Reader['person']): object {
  return {
    '@context': [OB3_CONTEXT],
    id: `urn:uuid:${id}`,
    type: ['Profile'],
    ...(name !== null && { name }),
    ...(email !== null && { email }),
  }
}

const onlyReading: RequestHandler = (_req, res) => {
  res.set('Allow', 'GET, HEAD, OPTIONS')
  answerStatus(res, 405, 'not_allowed', 'Only reading is offered here')
}

/** Every refusal under `/ims` is an Imsx_StatusInfo, with the challenge that RFC 6750 §3 asks for. */
function answerRefusals({ log }: WebDeps): ErrorRequestHandler {
  return (error, req, res, next) => {
    if (res.headersSent) return next(error)
    res.set('Cache-Control', 'no-store')
    const refusal = refusalOf(error)
    const line = { code: refusal.code, status: refusal.status, path: `${req.baseUrl}${req.path}` }
    if (refusal.status >= 500) log.error({ ...line, err: error }, 'request failed')
    else log.warn(line, 'request refused')
    if (error instanceof OAuthError) challenge(req, res, error)
    if (refusal.status === 429) res.set('Retry-After', '60')
    answerStatus(res, refusal.status, refusal.minor, refusal.text)
  }
}

function refusalOf(error: unknown): { code: string; status: number; minor: CodeMinor; text: string } {
  if (error instanceof OAuthError) {
    const minor = error.status === 401 ? 'unauthorizedrequest' : 'forbidden'
    return { code: error.code, status: error.status, minor, text: error.message }
  }
  const { code, status } = faultOf(error)
  const told = (minor: CodeMinor, text: string) => ({ code, status, minor, text })
  if (status === 403) return told('forbidden', 'The learner comes from a platform that is switched off here')
  if (status === 429) return told('server_busy', 'Too many requests: try again in a minute')
  if (status < 500) return told('invalid_query_parameter', 'limit, offset or since cannot be read')
  return told('internal_server_error', 'Something went wrong here')
}

/** Whoever came without a token is told no fault (RFC 6750 §3.1). */
function challenge(req: Request, res: Response, { code, message }: OAuthError): void {
  const realm = 'Bearer realm="Open Badges"'
  const scope = code === 'insufficient_scope' ? `, scope="${READ_CREDENTIALS} ${READ_PROFILE}"` : ''
  const fault = `, error="${code}", error_description="${message}"${scope}`
  res.set('WWW-Authenticate', req.get('authorization') === undefined ? realm : `${realm}${fault}`)
}
