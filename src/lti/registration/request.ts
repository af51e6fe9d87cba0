import { registrationQuirks } from '../platforms/index.ts'
import { GROUPS_SCOPE } from '../scopes.ts'
import type { MessageType } from '../types.ts'
import type { PlatformConfiguration, ToolProfile } from './types.ts'

export const TOOL_CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration'

const CLAIMS = ['iss', 'sub', 'name', 'given_name', 'family_name', 'email', 'locale']

/** Where the specification's own placement is not enough, the platform's quirks say which to ask for. */
const PLACEMENTS: Readonly<Partial<Record<MessageType, readonly string[]>>> = {
  LtiDeepLinkingRequest: ['ContentArea'],
}

/**
 * The client registration (Dynamic Registration 1.0 §3.4.1, §3.4.2): what the platform supports of what the tool can do.
 * Moodle takes none of it without `response_types`, a list of `redirect_uris`, `jwks_uri` and the `domain` with its port.
 */
export function registrationRequest(
  platform: PlatformConfiguration,
  toolUrl: string,
  profile: ToolProfile,
): Record<string, unknown> {
  const launchUrl = `${toolUrl}/lti/launch`
  return {
    application_type: 'web',
    response_types: ['id_token'],
    grant_types: ['implicit', 'client_credentials'],
    initiate_login_uri: `${toolUrl}/lti/login`,
    redirect_uris: [launchUrl],
    client_name: profile.name,
    client_uri: toolUrl,
    logo_uri: profile.logoUrl,
    jwks_uri: `${toolUrl}/lti/jwks.json`,
    token_endpoint_auth_method: 'private_key_jwt',
    scope: [...supported(profile.scopes, platform.scopes), ...groupsScope(platform)].join(' '),
    [TOOL_CONFIGURATION]: {
      domain: new URL(toolUrl).host,
      description: profile.description,
      target_link_uri: launchUrl,
      // Variables that a platform does not know come back as they were sent, and count as absent.
      custom_parameters: { ...profile.custom },
      claims: supported(CLAIMS, platform.claims),
      messages: messages(platform, launchUrl, profile.name),
      ...registrationQuirks(platform).toolExtras,
    },
  }
}

/** Wanted only of a platform that names it. */
function groupsScope({ scopes }: PlatformConfiguration): readonly string[] {
  return scopes?.includes(GROUPS_SCOPE) ? [GROUPS_SCOPE] : []
}

function supported(wanted: readonly string[], offered: readonly string[] | null): readonly string[] {
  return offered === null ? wanted : wanted.filter((one) => offered.includes(one))
}

/** One message for each type that both sides know. A platform that does not say gets the two that certification asks of each. */
function messages(platform: PlatformConfiguration, launchUrl: string, label: string): object[] {
  const offered = platform.messages ?? [
    { type: 'LtiResourceLinkRequest', placements: [] },
    { type: 'LtiDeepLinkingRequest', placements: [] },
  ]
  const known: readonly MessageType[] = [
    'LtiResourceLinkRequest',
    'LtiDeepLinkingRequest',
    'LtiSubmissionReviewRequest',
  ]
  const quirks = registrationQuirks(platform)
  return known.flatMap((type) => {
    const matching = offered.filter((message) => message.type === type)
    if (matching.length === 0) return []
    const wanted = quirks.placements?.[type] ?? PLACEMENTS[type] ?? []
    const placements = [...new Set(matching.flatMap((message) => message.placements))].filter((name) =>
      wanted.includes(lastPart(name)),
    )
    const extras = placements.map((name) => quirks.placementExtras?.[lastPart(name)])
    return [
      {
        type,
        target_link_uri: launchUrl,
        label,
        ...(placements.length > 0 && { placements }),
        ...Object.assign({}, ...extras),
      },
    ]
  })
}

/** Canvas writes its placements bare or as addresses. */
const lastPart = (name: string) => name.slice(name.lastIndexOf('/') + 1)
