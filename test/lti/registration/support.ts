import type { PlatformConfiguration, ToolProfile } from '../../../src/lti/index.ts'
import { json } from '../support/network.ts'
import { refusal, type World, world } from '../support/world.ts'

export const PLATFORM = 'https://purl.imsglobal.org/spec/lti-platform-configuration'
export const TOOL = 'https://purl.imsglobal.org/spec/lti-tool-configuration'
export const SITE = 'https://moodle.example'
export const CONFIGURATION = `${SITE}/mod/lti/openid-configuration.php`
export const REGISTER = `${SITE}/mod/lti/openid-registration.php`

export type Fields = Record<string, unknown>

/** As Moodle gives it. */
export const moodle = (changes: Fields = {}, lti: Fields = {}): Fields => ({
  issuer: SITE,
  authorization_endpoint: `${SITE}/mod/lti/auth.php`,
  token_endpoint: `${SITE}/mod/lti/token.php`,
  jwks_uri: `${SITE}/mod/lti/certs.php`,
  registration_endpoint: REGISTER,
  scopes_supported: [
    'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
    'https://purl.imsglobal.org/spec/lti-ags/scope/score',
    'openid',
  ],
  claims_supported: ['sub', 'iss', 'name', 'email'],
  [PLATFORM]: {
    product_family_code: 'moodle',
    version: '4.5.6',
    messages_supported: [
      { type: 'LtiResourceLinkRequest' },
      { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
    ],
    variables: ['Context.id.history', 'CourseSection.timeFrame.end'],
    ...lti,
  },
  ...changes,
})

export const profile: ToolProfile = {
  name: 'A tool',
  description: 'What it does',
  logoUrl: 'https://tool.example/logo.svg',
  custom: { ends: '$CourseSection.timeFrame.end' },
  scopes: [
    'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
    'https://purl.imsglobal.org/spec/lti-ags/scope/score',
    'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
  ],
}

/** Reads this configuration from this address. */
export function read(
  configuration: unknown,
  options: { url?: string; vouchedHost?: string; here?: World } = {},
): Promise<PlatformConfiguration> {
  const { url = CONFIGURATION, vouchedHost = null, here = world() } = options
  here.net.on(url, () => json(configuration))
  return here.tool.registration.readConfiguration({ url, registrationToken: 'vle-token', vouchedHost })
}

export const codeOf = async (doing: Promise<unknown>) => (await refusal(doing)).code
