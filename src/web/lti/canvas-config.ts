import { toolProfile } from '../../app/registering/profile.ts'
import type { MessageType } from '../../lti/types.ts'
import type { WebConfig } from '../deps.ts'

/**
 * What Canvas reads under "Enter URL" when an administrator adds an LTI key. Names and emails are asked for, as grading
 * needs them; the navigation entry is off until a teacher puts it into their course. Canvas knows no submission review.
 */
export function canvasConfig({ toolUrl }: WebConfig): Record<string, unknown> {
  const { name, description, logoUrl, custom, scopes } = toolProfile(toolUrl)
  const launch = `${toolUrl}/lti/launch`
  const placement = (place: string, type: MessageType, more: object = {}) => ({
    placement: place,
    message_type: type,
    target_link_uri: launch,
    text: name,
    icon_url: logoUrl,
    enabled: true,
    ...more,
  })
  return {
    title: name,
    description,
    target_link_uri: launch,
    oidc_initiation_url: `${toolUrl}/lti/login`,
    public_jwk_url: `${toolUrl}/lti/jwks.json`,
    scopes,
    custom_fields: custom,
    extensions: [
      {
        platform: 'canvas.instructure.com',
        domain: new URL(toolUrl).host,
        tool_id: 'credential-ladder',
        privacy_level: 'public',
        settings: {
          text: name,
          icon_url: logoUrl,
          placements: [
            placement('course_navigation', 'LtiResourceLinkRequest', {
              default: 'disabled',
              visibility: 'members',
            }),
            placement('link_selection', 'LtiDeepLinkingRequest'),
            placement('assignment_selection', 'LtiDeepLinkingRequest'),
          ],
        },
      },
    ],
  }
}
