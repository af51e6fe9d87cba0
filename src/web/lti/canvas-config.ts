import type { WebConfig } from '../deps.ts'

const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope'

/** What Canvas reads under "Enter URL" when an administrator adds an LTI key. */
export function canvasConfig({ toolUrl, toolName }: WebConfig): Record<string, unknown> {
  const launch = `${toolUrl}/lti/launch`
  return {
    title: toolName,
    description:
      'Shows each learner which of the three credentials of a course they have earned, and issues them.',
    target_link_uri: launch,
    oidc_initiation_url: `${toolUrl}/lti/login`,
    public_jwk_url: `${toolUrl}/lti/jwks.json`,
    scopes: [
      `${AGS}/lineitem`,
      `${AGS}/lineitem.readonly`,
      `${AGS}/result.readonly`,
      `${AGS}/score`,
      'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly',
    ],
    custom_fields: {},
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: new URL(toolUrl).host,
        privacy_level: 'public',
        settings: {
          text: toolName,
          placements: [
            placement('course_navigation', 'LtiResourceLinkRequest', launch, toolName),
            placement('link_selection', 'LtiDeepLinkingRequest', launch, toolName),
            placement('assignment_selection', 'LtiDeepLinkingRequest', launch, toolName),
          ],
        },
      },
    ],
  }
}

function placement(name: string, messageType: string, launch: string, text: string): Record<string, unknown> {
  return { placement: name, message_type: messageType, target_link_uri: launch, text, enabled: true }
}
