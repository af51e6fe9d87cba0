import { z } from 'zod'
import { LtiError } from '../errors.ts'
import { parseJson } from '../http/body.ts'
import type { HttpReply, Send } from '../http/send.ts'
import { productOf, registrationQuirks } from '../platforms/index.ts'
import { object, originOf, strings, text } from '../values.ts'
import { isPlatformAddress } from './address.ts'
import { checkIssuerHost } from './issuer.ts'
import type { PlatformConfiguration } from './types.ts'

const LTI_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-platform-configuration'
/** Canvas tells in whose account the tool is being registered. */
const CANVAS_ACCOUNT = 'https://canvas.instructure.com/lti/account_name'
const LARGEST = 512 * 1024

const address = z.string().refine(isPlatformAddress)

const schema = z.looseObject({
  // No query, as OpenID Connect Discovery 1.0 §3 says.
  issuer: address.refine((issuer) => !issuer.includes('?')),
  authorization_endpoint: address,
  token_endpoint: address,
  jwks_uri: address,
  registration_endpoint: address,
})

/** Reads and checks the configuration at `url`. See `DynamicRegistration.readConfiguration` for its errors. */
export async function readConfiguration(
  send: Send,
  request: { url: string; registrationToken: string | null; vouchedHost: string | null },
): Promise<PlatformConfiguration> {
  if (!isPlatformAddress(request.url)) {
    throw new LtiError('configuration_address_invalid', 'openid_configuration is no plain absolute address')
  }
  const reply = await fetchConfiguration(send, request.url, request.registrationToken)
  const parsed = schema.safeParse(readJson(reply.text))
  if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => issue.path.join('.')).join(', '))
  const configuration = parsed.data
  if (
    request.url.startsWith('https:') &&
    Object.keys(schema.shape).some((name) => isPlain(configuration, name))
  )
    throw invalid('an address is not https')
  checkIssuerHost(configuration.issuer, request.url, request.vouchedHost)
  return present(configuration, request.url)
}

/**
 * Whatever keeps the configuration away has one code and no particulars: nobody learns what is behind an address by
 * having this tool ask.
 */
async function fetchConfiguration(send: Send, url: string, token: string | null): Promise<HttpReply> {
  const unreachable = (cause?: unknown) =>
    new LtiError('configuration_unreachable', 'the configuration could not be read', { cause })
  const reply = await send({
    url,
    tries: 1,
    maxBytes: LARGEST,
    // Canvas gives its configuration to holders of a registration token only.
    headers: { Accept: 'application/json', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
  }).catch((cause: unknown) => {
    throw unreachable(cause)
  })
  if (reply.status !== 200) throw unreachable()
  return reply
}

function readJson(body: string): unknown {
  try {
    return parseJson(body)
  } catch {
    throw invalid('not JSON')
  }
}

const invalid = (what: string) =>
  new LtiError('configuration_invalid', `the address holds no usable configuration: ${what}`)

const isPlain = (configuration: Readonly<Record<string, unknown>>, name: string) =>
  /^http:/i.test(String(configuration[name]))

function present(configuration: z.infer<typeof schema>, url: string): PlatformConfiguration {
  const { issuer } = configuration
  const lti = object(configuration[LTI_CONFIGURATION])
  const family = text(lti.product_family_code)?.toLowerCase() ?? null
  const audience = configuration.authorization_server
  const origins = [url, issuer, configuration.authorization_endpoint, configuration.registration_endpoint]
  return {
    issuer,
    authUrl: configuration.authorization_endpoint,
    tokenUrl: configuration.token_endpoint,
    jwksUrl: configuration.jwks_uri,
    registrationUrl: configuration.registration_endpoint,
    // Canvas names a bare host here, which its own token endpoint does not take as an audience.
    tokenAudience: isPlatformAddress(audience) && audience !== configuration.token_endpoint ? audience : null,
    family,
    product: productOf({ family, issuer }),
    name: (text(lti[CANVAS_ACCOUNT]) ?? new URL(url).host).slice(0, 200),
    scopes: listed(configuration.scopes_supported),
    claims: listed(configuration.claims_supported),
    messages: messages(lti.messages_supported),
    frameOrigins: [
      ...new Set([
        ...origins.flatMap((one) => originOf(one) ?? []),
        ...(registrationQuirks({ family, issuer }).frameOrigins ?? []),
      ]),
    ],
  }
}

/** Platforms that list nothing mean that they do not say. */
function listed(value: unknown): string[] | null {
  const found = strings(value)
  return found.length === 0 ? null : found
}

function messages(value: unknown): PlatformConfiguration['messages'] {
  if (!Array.isArray(value) || value.length === 0) return null
  return value.map(object).flatMap(({ type, placements }) => {
    return typeof type === 'string' ? [{ type, placements: strings(placements) }] : []
  })
}
