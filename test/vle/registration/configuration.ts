import { urls } from '../oidc/urls.ts'
import type { Site } from '../site.ts'
import { SCOPES } from '../types.ts'

const PLATFORM = 'https://purl.imsglobal.org/spec/lti-platform-configuration'

export type Configuration = Record<string, unknown>

const common = (site: Site): Configuration => ({
  issuer: site.issuer,
  token_endpoint: urls.token(site),
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: ['RS256'],
  jwks_uri: urls.jwks(site),
  authorization_endpoint: urls.auth(site),
  registration_endpoint: `${site.url}/register`,
  scopes_supported: [...SCOPES, 'openid'],
  response_types_supported: ['id_token'],
  subject_types_supported: ['public', 'pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  claims_supported: ['sub', 'iss', 'name', 'given_name', 'family_name', 'email'],
})

/** The members of the LTI part, and any over the common ones, as each platform has them. */
const own: Readonly<Record<string, (site: Site) => { top?: Configuration; lti: Configuration }>> = {
  moodle: () => ({
    lti: {
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
      ],
      variables: [
        'Context.id',
        'Context.id.history',
        'CourseSection.timeFrame.end',
        'ResourceLink.id',
        'User.id',
        'Person.name.full',
      ],
    },
  }),
  canvas: (site) => ({
    top: {
      // A bare host, and no address.
      authorization_server: new URL(site.issuer).host,
      scopes_supported: [...SCOPES, 'https://canvas.instructure.com/lti/public_jwk/scope/update'],
    },
    lti: {
      messages_supported: [
        { type: 'LtiResourceLinkRequest', placements: ['account_navigation', 'course_navigation'] },
        {
          type: 'LtiDeepLinkingRequest',
          placements: ['assignment_selection', 'editor_button', 'link_selection'],
        },
      ],
      variables: ['ResourceLink.id', 'Context.id', 'Canvas.course.id'],
      'https://canvas.instructure.com/lti/account_name': site.title,
    },
  }),
  blackboard: () => ({
    lti: {
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest' },
        { type: 'LtiSubmissionReviewRequest' },
      ],
      variables: ['ResourceLink.id.history', 'CourseSection.timeFrame.end'],
    },
  }),
  brightspace: (site) => ({
    top: { authorization_server: site.behaviour.tokenAudience(urls.token(site)) },
    lti: {
      messages_supported: [
        { type: 'LtiResourceLinkRequest' },
        { type: 'LtiDeepLinkingRequest', placements: ['ContentArea', 'RichTextEditor'] },
      ],
      variables: ['CourseSection.timeFrame.end', 'Context.id.history'],
    },
  }),
}

/** OpenID configuration of the platform (Dynamic Registration 1.0 §3.3). */
export function configuration(site: Site): Configuration {
  const { name, family, version } = site.behaviour
  const { top = {}, lti } = own[name]?.(site) ?? { lti: {} }
  return {
    ...common(site),
    ...top,
    [PLATFORM]: { product_family_code: family, version, ...lti },
  }
}
