/** Launches as a platform makes them, or as somebody who would like to be one. */
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import type { Course, Tool, Vle } from '../vle/index.ts'

export const LTI = 'https://purl.imsglobal.org/spec/lti/claim'
export const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'

/** Any claims at all, and `undefined` for one that is left out. */
export type Claims = Readonly<Record<string, unknown>>

/** A tool that is launched: ours, or the peer. */
export interface Target {
  readonly vle: Vle
  /** Another platform that the tool knows. */
  readonly otherVle: Vle
  /** The tool as the VLE knows it. */
  readonly registered: Tool
  readonly course: Course
}

/** Who launches what, and what they want to read. */
export interface At {
  readonly target: Target
  /** Claims of the person. */
  readonly person: Claims
  readonly accept?: string
  readonly language?: string
}

/** What the tool sent the browser away with, and the cookies it set. */
export interface Login {
  readonly state: string
  readonly nonce: string
  readonly cookie: string
}

/** The tool does not go on from a login. */
export class LoginRefused extends Error {
  readonly reply: Response
  constructor(reply: Response) {
    super(`the login answered ${reply.status}`)
    this.reply = reply
  }
}

const role = (name: string) => `http://purl.imsglobal.org/vocab/lis/v2/membership#${name}`
export const LEARNER = {
  sub: '101',
  given_name: 'Siân',
  family_name: 'Llywelyn',
  name: 'Siân Llywelyn',
  email: 'student01@example.test',
  [`${LTI}/roles`]: [role('Learner')],
}
export const INSTRUCTOR = {
  sub: '33',
  given_name: 'Teresa',
  family_name: 'Docente',
  name: 'Teresa Docente',
  email: 'tutor1@example.test',
  [`${LTI}/roles`]: [role('Instructor')],
}

const headersOf = ({ accept = 'text/html', language = 'en' }: At) => ({
  accept,
  'accept-language': language,
})

/** Third-party initiated login. Throws `LoginRefused`. */
export async function login(at: At, changes: Readonly<Record<string, string>> = {}): Promise<Login> {
  const { vle, registered } = at.target
  const query = new URLSearchParams({
    iss: vle.issuer,
    client_id: registered.clientId,
    login_hint: String(at.person.sub ?? 'anonymous'),
    target_link_uri: registered.launchUrl,
    ...changes,
  })
  const reply = await fetch(`${registered.loginUrl}?${query}`, { redirect: 'manual', headers: headersOf(at) })
  const location = reply.headers.get('location')
  if (location === null) throw new LoginRefused(reply)
  const { searchParams } = new URL(location)
  return {
    state: searchParams.get('state') ?? '',
    nonce: searchParams.get('nonce') ?? '',
    cookie: cookiesOf(reply),
  }
}

/** The cookies that a reply sets, as the next request sends them. */
export function cookiesOf(reply: Response): string {
  return reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** Claims of a right launch. `changes` replace them. */
export function claims({ target, person }: At, nonce: string, changes: Claims = {}): JWTPayload {
  const { vle, registered, course } = target
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: vle.issuer,
    aud: registered.clientId,
    nonce,
    iat: now,
    exp: now + 60,
    ...person,
    [`${LTI}/version`]: '1.3.0',
    [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}/deployment_id`]: registered.deploymentId,
    [`${LTI}/target_link_uri`]: registered.launchUrl,
    [`${LTI}/resource_link`]: { id: 'r-1', title: 'My credentials' },
    [`${LTI}/context`]: { id: course.id, label: course.label, title: course.title },
    ...changes,
  }
}

/** Posts the authentication response as the browser would, to the launch address or another one of the tool. */
export function launch(
  at: At,
  form: { readonly state: string; readonly id_token: string },
  options: { readonly cookie?: string; readonly url?: string } = {},
): Promise<Response> {
  const { cookie, url = at.target.registered.launchUrl } = options
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headersOf(at), ...(cookie ? { cookie } : {}) },
    body: new URLSearchParams({ state: form.state, id_token: form.id_token }),
  })
}

/** Goes where a launch leads, with the cookies it set. */
export function follow(target: Target, reply: Response): Promise<Response> {
  const url = new URL(reply.headers.get('location') ?? '', target.registered.launchUrl)
  return fetch(url, { headers: { cookie: cookiesOf(reply) } })
}

/** A token without a signature. */
export function unsigned(payload: JWTPayload): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`
}

/** The platform's public key, which everybody can read, used as a secret. */
export async function signedWithPublicKey({ target }: At, payload: JWTPayload): Promise<string> {
  const [key] = target.vle.keys.jwks().keys
  if (!key) throw new Error('no key')
  const secret = Buffer.from(await exportSPKI((await importJWK(key, 'RS256')) as CryptoKey))
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: key.kid ?? '' }).sign(secret)
}

/** A stranger's key; under the platform's `kid`, or one of its own. */
export async function signedByStranger({ target }: At, payload: JWTPayload, own: boolean): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  const kid = own ? 'of-a-stranger' : (target.vle.keys.jwks().keys[0]?.kid ?? '')
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
}
