import { z } from 'zod'
import { OAuthError } from '../../app/applications/fault.ts'
import type { ClientMetadata } from '../../app/contract/applications.ts'
import { AUTH_METHODS, type OAuthClient } from '../../app/model.ts'

const GRANT_TYPES = ['authorization_code', 'refresh_token']

/** Addresses of this machine: an application on it that opens a door for the answer (RFC 8252 §7.3). */
const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost']

const isWebAddress = (text: string) => parsed(text)?.protocol === 'https:'

function isRedirect(text: string): boolean {
  const url = parsed(text)
  if (url === null || text.includes('#') || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.includes(url.hostname))
}

function parsed(text: string): URL | null {
  return /^[\x21-\x7e]+$/.test(text) && URL.canParse(text) ? new URL(text) : null
}

const web = z.string().max(500).refine(isWebAddress)
/** No sign that is not seen, or that turns the direction of what is. */
const plain = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u)

/** RFC 7591 §2; what is not known is left out, as it asks for. */
const metadata = z.object({
  redirect_uris: z.array(z.string().max(500).refine(isRedirect)).min(1).max(10),
  client_name: plain(100),
  client_uri: web.optional(),
  logo_uri: web.optional(),
  tos_uri: web.optional(),
  policy_uri: web.optional(),
  contacts: z.array(plain(200)).max(10).optional(),
  software_id: plain(200).optional(),
  software_version: plain(100).optional(),
  token_endpoint_auth_method: z.enum(AUTH_METHODS).default('client_secret_basic'),
  grant_types: z.array(z.string().max(100)).max(10).default(['authorization_code']),
  response_types: z.array(z.string().max(100)).max(10).default(['code']),
  scope: z.string().max(2000).optional(),
})
export type Registration = z.infer<typeof metadata>

/** Errors: `invalid_redirect_uri`, `invalid_client_metadata` 400. */
export function readRegistration(body: unknown): { registration: Registration; client: ClientMetadata } {
  const { data, error } = metadata.safeParse(body)
  if (error) {
    const [field] = error.issues[0]?.path ?? []
    throw field === 'redirect_uris'
      ? new OAuthError(
          'invalid_redirect_uri',
          'redirect_uris: up to ten of https, or of http on this machine',
        )
      : new OAuthError('invalid_client_metadata', `Cannot be used: ${String(field ?? 'the body')}`)
  }
  const hosts = new Set(
    [...data.redirect_uris, data.client_uri, data.policy_uri].flatMap((uri) =>
      uri === undefined ? [] : [hostOf(uri, data.redirect_uris)],
    ),
  )
  // Learners are told one host: nobody borrows another's name for it.
  if (hosts.size > 1)
    throw new OAuthError(
      'invalid_client_metadata',
      'client_uri, policy_uri and redirect_uris must be on one host',
    )
  if (!data.grant_types.includes('authorization_code') || !data.response_types.includes('code'))
    throw new OAuthError('invalid_client_metadata', 'Only authorization_code with code is offered')
  return {
    registration: data,
    client: {
      name: data.client_name,
      redirectUris: [...new Set(data.redirect_uris)],
      authMethod: data.token_endpoint_auth_method,
      scope: data.scope ?? null,
      refreshes: data.grant_types.includes('refresh_token'),
      policyUri: data.policy_uri ?? null,
    },
  }
}

/** An application on this machine has its pages elsewhere. */
function hostOf(uri: string, redirects: readonly string[]): string {
  const onThisMachine = redirects.every((redirect) => LOOPBACK.includes(new URL(redirect).hostname))
  return onThisMachine ? (LOOPBACK[0] ?? '') : new URL(uri).host
}

/** RFC 7591 §3.2.1: what was registered, which may be less than was asked. */
export function registrationAnswer(
  { grant_types: grants, response_types: _, scope: __, ...registration }: Registration,
  { client, secret }: { client: OAuthClient; secret: string | null },
): object {
  return {
    ...registration,
    redirect_uris: client.redirectUris,
    client_id: client.id,
    client_id_issued_at: Math.floor(client.registeredAt / 1000),
    ...(secret !== null && { client_secret: secret, client_secret_expires_at: 0 }),
    grant_types: GRANT_TYPES.filter((type) => grants.includes(type)),
    response_types: ['code'],
    scope: client.scope,
  }
}
