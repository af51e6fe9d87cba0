import { AUTH_METHODS } from '../../app/model.ts'
import type { WebConfig } from '../deps.ts'
import { BADGES_API, EXPLAINED, LONGEST_PAGE, OAUTH } from './paths.ts'
import { SCOPES } from './scopes.ts'

const SCHEMAS = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json'
const STATUS_INFO = { $ref: `${SCHEMAS}/ob_v3p0_imsx_statusinfo_schema.json` }

const json = (description: string, schema: object) => ({
  description,
  content: { 'application/json': { schema } },
})
/** What any operation may be refused with. */
const REFUSALS = {
  '400': json('The request cannot be answered', STATUS_INFO),
  '401': json('There is no valid access token', STATUS_INFO),
  '403': json('The access token does not cover this', STATUS_INFO),
  '405': json('Only reading is offered', STATUS_INFO),
  default: json('The request was refused', STATUS_INFO),
}

/** The Service Description Document (Open Badges 3.0 §6.3, §B.7): the standard's OpenAPI 3.0 file with only what is offered here. */
export function serviceDescription({ toolUrl, toolName }: WebConfig): object {
  const at = (path: string) => `${toolUrl}${path}`
  const secured = (scope: keyof typeof SCOPES) => [{ OAuth2ACG: [scope] }]
  return {
    openapi: '3.0.1',
    info: {
      title: toolName,
      description: 'Learners let an application read the credentials that they hold. Writing is not offered.',
      version: '3.0',
      termsOfService: at(`${EXPLAINED}#terms`),
      'x-imssf-privacyPolicyUrl': at(`${EXPLAINED}#privacy`),
      'x-imssf-image': at('/assets/logo.svg'),
    },
    servers: [{ url: at(BADGES_API) }],
    tags: [{ name: 'OpenBadgeCredentials' }, { name: 'Discovery' }],
    paths: {
      '/credentials': {
        get: {
          tags: ['OpenBadgeCredentials'],
          operationId: 'getCredentials',
          summary: 'The credentials that the learner holds, oldest first',
          parameters: [
            parameter('limit', { type: 'integer', minimum: 1, maximum: LONGEST_PAGE, default: LONGEST_PAGE }),
            parameter('offset', { type: 'integer', minimum: 0, default: 0 }),
            parameter('since', { type: 'string', format: 'date-time' }),
          ],
          security: secured('https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly'),
          responses: {
            '200': {
              ...json('A page of them', {
                $ref: `${SCHEMAS}/ob_v3p0_getopenbadgecredentialsresponse_schema.json`,
              }),
              headers: {
                'X-Total-Count': { schema: { type: 'integer' } },
                Link: { schema: { type: 'string' } },
              },
            },
            ...REFUSALS,
          },
        },
      },
      '/profile': {
        get: {
          tags: ['OpenBadgeCredentials'],
          operationId: 'getProfile',
          summary: 'Who the learner is, as far as their VLE says',
          security: secured('https://purl.imsglobal.org/spec/ob/v3p0/scope/profile.readonly'),
          responses: {
            '200': json('The profile', { $ref: `${SCHEMAS}/ob_v3p0_profile_schema.json` }),
            ...REFUSALS,
          },
        },
      },
      '/discovery': {
        get: {
          tags: ['Discovery'],
          operationId: 'getServiceDescription',
          summary: 'This document',
          responses: { '200': json('This document', { type: 'object' }), default: REFUSALS.default },
        },
      },
    },
    components: {
      securitySchemes: {
        OAuth2ACG: {
          type: 'oauth2',
          description: 'OAuth 2.0 Authorization Code Grant with PKCE (S256)',
          'x-imssf-name': toolName,
          'x-imssf-registrationUrl': at(OAUTH.register),
          'x-imssf-privacyPolicyUrl': at(`${EXPLAINED}#privacy`),
          'x-imssf-termsOfServiceUrl': at(`${EXPLAINED}#terms`),
          flows: {
            authorizationCode: {
              authorizationUrl: at(OAUTH.authorize),
              tokenUrl: at(OAUTH.token),
              refreshUrl: at(OAUTH.token),
              scopes: SCOPES,
            },
          },
        },
      },
    },
  }
}

const parameter = (name: string, schema: object) => ({ name, in: 'query', required: false, schema })

/** RFC 8414, for what the service description has no words for: revocation, PKCE, who answers. */
export function serverMetadata({ toolUrl }: WebConfig): object {
  const at = (path: string) => `${toolUrl}${path}`
  return {
    issuer: toolUrl,
    authorization_endpoint: at(OAUTH.authorize),
    token_endpoint: at(OAUTH.token),
    registration_endpoint: at(OAUTH.register),
    revocation_endpoint: at(OAUTH.revoke),
    scopes_supported: Object.keys(SCOPES),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: AUTH_METHODS,
    revocation_endpoint_auth_methods_supported: AUTH_METHODS,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    service_documentation: at(EXPLAINED),
    op_policy_uri: at(`${EXPLAINED}#privacy`),
    op_tos_uri: at(`${EXPLAINED}#terms`),
  }
}

/** RFC 9727: where the descriptions of the APIs of this host are. */
export function apiCatalog({ toolUrl }: WebConfig): object {
  const described = (anchor: string, document: string) => ({
    anchor: `${toolUrl}${anchor}`,
    'service-desc': [{ href: `${toolUrl}${document}`, type: 'application/json' }],
  })
  return {
    linkset: [described('/', '/api/openapi.json'), described(BADGES_API, `${BADGES_API}/discovery`)],
  }
}
