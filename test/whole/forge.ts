/** Launches as a platform makes them, or as somebody who would like to be one. */
import { type CryptoKey, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import type { Inside } from './inside.ts'

export const LTI = 'https://purl.imsglobal.org/spec/lti/claim'
export const DEEP_LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings'

/** Any claims at all, and `undefined` for one that is left out. */
export type Claims = Readonly<Record<string, unknown>>

/** What the tool sent the browser away with, and the cookies it set. */
export interface Login {
  readonly state: string
  readonly nonce: string
  readonly cookie: string
}

export async function login(
  { vle, registered, toolUrl }: Inside,
  target = `${toolUrl}/lti/launch`,
): Promise<Login> {
  const query = new URLSearchParams({
    iss: vle.issuer,
    client_id: registered.clientId,
    login_hint: '101',
    target_link_uri: target,
  })
  const reply = await fetch(`${toolUrl}/lti/login?${query}`, { redirect: 'manual' })
  const { searchParams } = new URL(reply.headers.get('location') ?? '')
  const cookie = reply.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return { state: searchParams.get('state') ?? '', nonce: searchParams.get('nonce') ?? '', cookie }
}

/** Claims of a right launch. `changes` replace them; `undefined` leaves one out. */
export function claims(
  { vle, registered, toolUrl, school }: Inside,
  nonce: string,
  changes: Claims = {},
): JWTPayload {
  const now = Math.floor(Date.now() / 1000)
  return {
    iss: vle.issuer,
    aud: registered.clientId,
    sub: '101',
    nonce,
    iat: now,
    exp: now + 60,
    [`${LTI}/version`]: '1.3.0',
    [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
    [`${LTI}/deployment_id`]: registered.deploymentId,
    [`${LTI}/target_link_uri`]: `${toolUrl}/lti/launch`,
    [`${LTI}/resource_link`]: { id: 'r-1' },
    [`${LTI}/context`]: { id: school.course.id, label: school.course.label, title: school.course.title },
    [`${LTI}/roles`]: [role('Learner')],
    ...changes,
  }
}

export const role = (name: string) => `http://purl.imsglobal.org/vocab/lis/v2/membership#${name}`

/** Posts the authentication response as the browser would. */
export function launch(
  { toolUrl }: Inside,
  form: { state: string; id_token: string },
  options: { cookie?: string; accept?: string; language?: string; origin?: string } = {},
): Promise<Response> {
  const { cookie, accept = 'text/html', language = 'en', origin } = options
  return fetch(`${toolUrl}/lti/launch`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      accept,
      'accept-language': language,
      ...(cookie ? { cookie } : {}),
      ...(origin ? { origin } : {}),
    },
    body: new URLSearchParams(form),
  })
}

/** A token without a signature. */
export function unsigned(payload: JWTPayload): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(payload)}.`
}

/** The platform's public key, which everybody can read, used as a secret. */
export async function signedWithPublicKey({ vle }: Inside, payload: JWTPayload): Promise<string> {
  const [key] = vle.keys.jwks().keys
  if (!key) throw new Error('no key')
  const secret = Buffer.from(await exportSPKI((await importJWK(key, 'RS256')) as CryptoKey))
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: key.kid ?? '' }).sign(secret)
}

/** A stranger's key; under the platform's `kid`, or one of its own. */
export async function signedByStranger({ vle }: Inside, payload: JWTPayload, own: boolean): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256')
  const kid = own ? 'of-a-stranger' : (vle.keys.jwks().keys[0]?.kid ?? '')
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
}
