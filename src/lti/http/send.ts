import { setImmediate as endOfTurn } from 'node:timers/promises'
import { LtiError } from '../errors.ts'
import type { Clock, Fetch } from '../types.ts'
import { originOf } from '../values.ts'
import { readText } from './body.ts'
import type { Circuits } from './circuit.ts'
import { retryAfter } from './retry-after.ts'

export interface HttpRequest {
  readonly url: string
  readonly method?: 'GET' | 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** How often to try in all; 3 unless told. */
  readonly tries?: number
  /** Milliseconds for one try, redirects included; 10,000 unless told. */
  readonly timeLimit?: number
  readonly maxBytes?: number
  /** Answers that are final although their status asks for another try. */
  readonly isFinal?: (reply: HttpReply) => boolean
  /** What is spared if this fails: the origin unless told; `null`: nothing, it always goes out. */
  readonly circuit?: string | null
  /** Told of a 2xx answer before its body is read; once for each try that came so far. */
  readonly onHeaders?: (headers: Headers, url: string) => void
}

export interface HttpReply {
  /** Where the reply came from, after redirects. */
  readonly url: string
  readonly status: number
  readonly statusText: string
  readonly headers: Headers
  readonly text: string
}

export type Send = (request: HttpRequest) => Promise<HttpReply>

export interface SendOptions {
  readonly fetch: Fetch
  readonly clock: Clock
  readonly sleep: (milliseconds: number) => Promise<void>
  readonly userAgent: string
  readonly circuits: Circuits
}

/** Milliseconds for each request, its redirects included. */
export const TIMEOUT = 10_000
const FIRST_WAIT = 500
const LONGEST_WAIT = 30_000
const LARGEST_REPLY = 20 * 1024 * 1024
const MOST_REDIRECTS = 3

/**
 * Requests to platforms: 10 s for each, a User-Agent (Canvas and Moodle may refuse requests without one), tried again on
 * 429, 5xx and network faults with growing waits that heed `Retry-After`, redirects kept to the same origin.
 * Every status below 500 but 429 is an answer; the rest ends as `platform_busy` or `platform_unreachable`, both retryable, or
 * as `platform_resting` while the platform is left alone.
 */
export function createSend(options: SendOptions): Send {
  return async (request) => {
    const tries = request.tries ?? 3
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await spared(options, request)
      if (!(outcome instanceof LtiError)) return outcome
      const wait = outcome.retryAfter ?? FIRST_WAIT * 2 ** (attempt - 1)
      const inVain = !outcome.retryable || !outcome.countsAsTry || wait > LONGEST_WAIT
      if (inVain || attempt >= tries) throw outcome
      await options.sleep(wait)
    }
  }
}

/** One try, unless the platform is left alone; what comes of it decides whether it will be. */
async function spared(options: SendOptions, request: HttpRequest): Promise<HttpReply | LtiError> {
  const circuit = request.circuit === undefined ? originOf(request.url) : request.circuit
  if (circuit === null) return tryOnce(options, request)
  const { circuits } = options
  const refusal = circuits.refusal(circuit)
  if (refusal !== null) return refusal
  const outcome = await tryOnce(options, request)
  const asked =
    outcome instanceof LtiError && (outcome.retryAfter ?? 0) > LONGEST_WAIT ? outcome.retryAfter : null
  if (outcome instanceof LtiError && (outcome.code === 'platform_unreachable' || asked !== null))
    return circuits.failed(circuit, outcome, asked) ?? outcome
  circuits.answered(circuit)
  return outcome
}

async function tryOnce(options: SendOptions, request: HttpRequest): Promise<HttpReply | LtiError> {
  try {
    const reply = await follow(options, request)
    const { status } = reply
    if ((status < 500 && status !== 429) || request.isFinal?.(reply)) return reply
    return new LtiError(
      status === 429 ? 'platform_busy' : 'platform_unreachable',
      `${place(request.url)} answered ${status}`,
      {
        status: 502,
        retryable: true,
        retryAfter: retryAfter(reply.headers.get('retry-after'), options.clock()),
        detail: { host: place(request.url), status: String(status) },
      },
    )
  } catch (cause) {
    if (cause instanceof LtiError) return cause
    // The fault of a fetch may quote the whole address; it is the cause, never the message.
    return new LtiError('platform_unreachable', `${place(request.url)} could not be reached`, {
      status: 502,
      retryable: true,
      detail: { host: place(request.url) },
      cause,
    })
  }
}

async function follow(options: SendOptions, request: HttpRequest): Promise<HttpReply> {
  const method = request.method ?? 'GET'
  const signal = AbortSignal.timeout(request.timeLimit ?? TIMEOUT)
  let url = request.url
  for (let redirects = 0; ; redirects += 1) {
    const response = await options.fetch(url, {
      method,
      headers: { ...request.headers, 'User-Agent': options.userAgent },
      redirect: 'manual',
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const location = response.headers.get('location')
    if (response.status < 300 || response.status > 399 || location === null) {
      const { status, statusText, headers } = response
      if (response.ok && request.onHeaders) {
        request.onHeaders(headers, url)
        // What is asked for because of them leaves before the body is read.
        await endOfTurn()
      }
      return {
        url,
        status,
        statusText,
        headers,
        text: await readText(response, request.maxBytes ?? LARGEST_REPLY),
      }
    }
    await response.body?.cancel()
    url = redirected(url, location, method, redirects)
  }
}

/** Following elsewhere would carry the access token to a stranger; a POST is never sent a second time by a redirect. */
function redirected(from: string, location: string, method: string, redirects: number): string {
  const to = URL.canParse(location, from) ? new URL(location, from) : null
  if (method !== 'GET' || redirects >= MOST_REDIRECTS || to === null || to.origin !== new URL(from).origin) {
    throw new LtiError('redirect_refused', `${place(from)} redirects where the tool does not follow`, {
      status: 502,
      detail: { host: place(from) },
    })
  }
  return to.href
}

function place(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the platform'
}
