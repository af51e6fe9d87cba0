/** An application that reads credentials as Open Badges 3.0 §7 has it, and the learner's part in their browser. */
import { createHash, randomBytes } from 'node:crypto'
import { load } from 'cheerio'
import request, { type Response } from 'supertest'
import type { OpenedSession } from '../../../src/app/contract.ts'
import type { Site } from '../support.ts'

export const READ = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly'
export const PROFILE = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly'
export const BACK = 'https://wallet.example/back'

type Web = Site['web']
export type Fields = Record<string, string>

export const METADATA = {
  client_name: 'Open Wallet',
  client_uri: 'https://wallet.example/',
  policy_uri: 'https://wallet.example/privacy',
  redirect_uris: [BACK],
  token_endpoint_auth_method: 'client_secret_basic',
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
  scope: `${READ} ${PROFILE} offline_access`,
}

export interface Wallet {
  readonly id: string
  readonly secret: string | undefined
  readonly verifier: string
  /** Query of a good authorization request, with these changes; `undefined` leaves one out. */
  query(change?: Record<string, string | undefined>): URLSearchParams
  authorize(change?: Record<string, string | undefined>): Promise<Response>
  token(fields: Fields): Promise<Response>
  exchange(code: string, change?: Fields): Promise<Response>
  revoke(token: string): Promise<Response>
}

export const post = (web: Web, path: string, fields: Fields | string, headers: Fields = {}) =>
  request(web).post(path).type('form').set(headers).send(fields)

export async function registerWallet(web: Web, change: object = {}): Promise<Wallet> {
  const { status, body } = await request(web)
    .post('/oauth/register')
    .send({ ...METADATA, ...change })
  if (status !== 201) throw new Error(`registration answered ${status}: ${JSON.stringify(body)}`)
  const { client_id: id, client_secret: secret } = body as { client_id: string; client_secret?: string }
  const verifier = randomBytes(32).toString('base64url')
  const headers: Fields =
    secret === undefined
      ? {}
      : { Authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
  const named: Fields = secret === undefined ? { client_id: id } : {}
  const query: Wallet['query'] = (changed = {}) => {
    const parameters: Record<string, string | undefined> = {
      response_type: 'code',
      client_id: id,
      redirect_uri: BACK,
      scope: METADATA.scope,
      state: 'a state',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...changed,
    }
    const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined)
    return new URLSearchParams(given)
  }
  const token: Wallet['token'] = (fields) => post(web, '/oauth/token', { ...named, ...fields }, headers)
  return {
    id,
    secret,
    verifier,
    query,
    authorize: (changed) => request(web).get(`/oauth/authorize?${query(changed)}`),
    token,
    exchange: (code, changed = {}) =>
      token({
        grant_type: 'authorization_code',
        code,
        redirect_uri: BACK,
        code_verifier: verifier,
        ...changed,
      }),
    revoke: (value) => post(web, '/oauth/revoke', { ...named, token: value }, headers),
  }
}

/** The code that the page of a request shows. */
export const shownCode = (response: Response) => load(response.text)('.code').text().trim()

export interface LearnersBrowser {
  get(path: string, headers?: Fields): Promise<Response>
  /** A form of a page of theirs; the token of their visit goes with it. */
  post(path: string, fields: Fields, headers?: Fields): Promise<Response>
  /** Looks at what waits under a code and answers. */
  answer(code: string, action?: 'allow' | 'refuse'): Promise<URL>
}

export function browserOf(
  web: Web,
  toolUrl: string,
  { id, secret, session }: OpenedSession,
): LearnersBrowser {
  const cookie = { Cookie: `session=${secret}` }
  const browser: LearnersBrowser = {
    get: async (path, headers = {}) =>
      request(web)
        .get(`/s/${id}${path}`)
        .set({ ...cookie, ...headers }),
    post: async (path, fields, headers = {}) =>
      post(
        web,
        `/s/${id}${path}`,
        { csrf: session.csrf, ...fields },
        { ...cookie, Origin: toolUrl, ...headers },
      ),
    async answer(code, action = 'allow') {
      const answer = await browser.post('/applications/asked', { code, action })
      if (answer.status !== 303) throw new Error(`the answer was ${answer.status}`)
      return new URL(String(answer.headers.location))
    },
  }
  return browser
}
