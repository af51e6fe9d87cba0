import { randomBytes } from 'node:crypto'
import express, { type Express } from 'express'
import { service } from './faults.ts'
import { urls } from './oidc/urls.ts'
import type { Site } from './site.ts'
import { SCOPES } from './types.ts'

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** OpenID configuration of the platform (Dynamic Registration 1.0 §3.3). */
const configuration = (site: Site) => ({
  issuer: site.url,
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
  'https://purl.imsglobal.org/spec/lti-platform-configuration': {
    product_family_code: site.behaviour.family,
    version: site.behaviour.version,
    messages_supported: [
      { type: 'LtiResourceLinkRequest' },
      { type: 'LtiDeepLinkingRequest', placements: ['ContentArea'] },
    ],
    variables: ['Context.id', 'ResourceLink.id', 'User.id', 'Person.name.full'],
  },
})

/** Why Moodle would not take this registration; `null` when it would. */
function fault(body: Fields, tool: Fields): string | null {
  const types = body.response_types
  if (!Array.isArray(types) || !types.includes('id_token')) return 'invalid_response_types: id_token'
  if (!text(body.initiate_login_uri)) return 'missing_initiate_login_uri'
  if (!Array.isArray(body.redirect_uris) || body.redirect_uris.length === 0) return 'missing_redirect_uris'
  if (!text(body.client_name)) return 'missing_client_name'
  if (!text(body.jwks_uri)) return 'missing_jwks_uri'
  if (body.token_endpoint_auth_method !== 'private_key_jwt') return 'invalid_token_endpoint_auth_method'
  if (!text(tool.domain)) return 'missing_domain'
  const target = text(tool.target_link_uri) || `http://${text(tool.domain)}`
  // The port is a part of the domain.
  return URL.canParse(target) && new URL(target).host === tool.domain ? null : 'domain_targetlinkuri_mismatch'
}

function register(site: Site, body: Fields, settings: Fields) {
  const messages = Array.isArray(settings.messages) ? settings.messages.filter(isObject) : []
  const deepLink = messages.find((message) => message.type === 'LtiDeepLinkingRequest')
  const launchUrl = text(settings.target_link_uri)
  const custom = isObject(settings.custom_parameters) ? settings.custom_parameters : {}
  const tool = site.model.addTool({
    name: text(body.client_name),
    clientId: randomBytes(12).toString('base64url'),
    loginUrl: text(body.initiate_login_uri),
    redirectUris: (body.redirect_uris as unknown[]).map(String),
    jwksUrl: text(body.jwks_uri),
    launchUrl,
    deepLinkUrl: text(deepLink?.target_link_uri) || launchUrl,
    scopes: text(body.scope)
      .split(' ')
      .filter((scope) => SCOPES.includes(scope)),
    custom: Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, String(value)])),
  })
  return {
    client_id: tool.clientId,
    response_types: ['id_token'],
    jwks_uri: tool.jwksUrl,
    initiate_login_uri: tool.loginUrl,
    grant_types: ['client_credentials', 'implicit'],
    redirect_uris: tool.redirectUris,
    application_type: 'web',
    token_endpoint_auth_method: 'private_key_jwt',
    client_name: tool.name,
    logo_uri: text(body.logo_uri),
    scope: tool.scopes.join(' '),
    [CONFIGURATION]: {
      version: '1.3.0',
      deployment_id: tool.deploymentId,
      target_link_uri: tool.launchUrl,
      domain: settings.domain,
      description: text(settings.description),
      messages: deepLink ? [{ type: 'LtiDeepLinkingRequest', target_link_uri: tool.deepLinkUrl }] : [],
      custom_parameters: tool.custom,
      claims: Array.isArray(settings.claims) ? settings.claims : [],
    },
  }
}

/** Dynamic registration: the token is good for one registration; refusals are plain text under text/html, as Moodle's. */
export function mountRegistration(app: Express, site: Site): void {
  app.get('/openid-configuration', (_req, res) => void res.json(configuration(site)))
  app.post('/register', service(site, 'registration'), express.json({ limit: '1mb' }), (req, res) => {
    const refuse = (status: number, reason: string) => void res.status(status).type('html').send(reason)
    const token = (req.headers.authorization ?? '').replace(/^Bearer /, '')
    if (!site.registrationTokens.has(token)) return refuse(401, 'token_already_used')
    const body: unknown = req.body
    if (!isObject(body)) return refuse(400, 'invalid_json')
    const settings = isObject(body[CONFIGURATION]) ? body[CONFIGURATION] : {}
    const reason = fault(body, settings)
    if (reason) return refuse(400, reason)
    site.registrationTokens.delete(token)
    res.json(register(site, body, settings))
  })
}
