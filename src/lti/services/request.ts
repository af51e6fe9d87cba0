import { LtiError } from '../errors.ts'
import type { HttpReply, HttpRequest, Send } from '../http/send.ts'
import { quirksOf } from '../platforms/index.ts'
import type { Registration } from '../types.ts'
import type { AccessToken, Tokens } from './token.ts'

/** A request to a service, and any one of the scopes that allows it. */
export interface ServiceRequest extends Omit<HttpRequest, 'headers'> {
  readonly scopes: readonly [string, ...string[]]
  readonly accept?: string
  readonly contentType?: string
  /** Refusals that mean something particular to this service; `null` leaves it to the general ones. */
  readonly refusal?: (reply: HttpReply) => LtiError | null
}

/** Answers with a 2xx reply, or one that `isFinal` takes. */
export type Request = (request: ServiceRequest) => Promise<HttpReply>

/**
 * Requests with an access token. A token refused with 401 is replaced once.
 *
 * @param granted scopes the platform says the tool may ask for
 * @throws LtiError `scope_missing` (with `detail.scope`), `token_refused`, `service_refused` (403), `service_gone` (404),
 * `service_failed` (other refusals), `platform_busy`, `platform_unreachable`
 */
export function createRequest(
  parts: { readonly send: Send; readonly tokens: Tokens },
  registration: Registration,
  granted: readonly string[],
): Request {
  const all = quirksOf(registration).scopes?.(granted) ?? [...granted]

  return async (request) => {
    const { scopes, accept, contentType, refusal, ...http } = request
    const allowed = scopes.filter((scope) => all.includes(scope))
    if (allowed.length === 0) throw scopeMissing(scopes[0])
    for (let renewed = false; ; renewed = true) {
      const { token, asked } = await tokenFor(parts.tokens, registration, all, allowed)
      const reply = await parts.send({
        ...http,
        headers: {
          Authorization: `Bearer ${token.value}`,
          ...(accept === undefined ? {} : { Accept: accept }),
          ...(contentType === undefined ? {} : { 'Content-Type': contentType }),
        },
      })
      if (reply.status === 401 && !renewed) {
        parts.tokens.drop(registration, asked, token)
        continue
      }
      if (reply.status >= 200 && reply.status < 300) return reply
      const particular = refusal?.(reply) ?? null
      if (particular !== null) throw particular
      if (request.isFinal?.(reply)) return reply
      throw general(reply, request.url)
    }
  }
}

/**
 * One token for all granted scopes, so that all callers share it. A platform that refuses the whole set because of one
 * scope is asked again for what this request needs.
 */
async function tokenFor(
  tokens: Tokens,
  registration: Registration,
  all: readonly string[],
  allowed: readonly string[],
): Promise<{ token: AccessToken; asked: readonly string[] }> {
  try {
    return { token: usable(await tokens.get(registration, all), allowed), asked: all }
  } catch (error) {
    if (!(error instanceof LtiError) || error.code !== 'scope_missing' || all.length === allowed.length)
      throw error
    return { token: usable(await tokens.get(registration, allowed), allowed), asked: allowed }
  }
}

function usable(token: AccessToken, allowed: readonly string[]): AccessToken {
  const { scopes } = token
  if (scopes === null || allowed.some((scope) => scopes.includes(scope))) return token
  throw scopeMissing(allowed[0] ?? '')
}

function scopeMissing(scope: string): LtiError {
  return new LtiError('scope_missing', `the platform does not grant the tool ${scope}`, {
    status: 403,
    detail: { scope },
  })
}

/** The platform's own words stay out: Moodle's status text repeats the whole score. */
function general({ status }: HttpReply, url: string): LtiError {
  const host = URL.canParse(url) ? new URL(url).host : 'the platform'
  const detail = { host, status: String(status) }
  const options = { status: 502, detail }
  if (status === 401 || status === 403)
    return new LtiError('service_refused', `${host} refused: ${status}`, options)
  if (status === 404 || status === 410)
    return new LtiError('service_gone', `${host} has it no more: ${status}`, options)
  return new LtiError('service_failed', `${host} answered ${status}`, options)
}
