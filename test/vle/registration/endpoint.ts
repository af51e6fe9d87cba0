import { randomBytes } from 'node:crypto'
import express, { type Express, type Response } from 'express'
import { service } from '../faults.ts'
import { messagePage } from '../pages/html.ts'
import type { Site } from '../site.ts'
import { SCOPES, type Tool } from '../types.ts'
import { configuration } from './configuration.ts'
import { registrationTokenOf } from './tokens.ts'

const CONFIGURATION = 'https://purl.imsglobal.org/spec/lti-tool-configuration'

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** Why Moodle would not take this registration, in its words; `null` when it would. */
function fault(body: Fields, tool: Fields): string | null {
  for (const name of ['initiate_login_uri', 'client_name', 'jwks_uri']) {
    if (!text(body[name])) return `missing required attribute ${name}`
  }
  if (!Array.isArray(body.redirect_uris) || body.redirect_uris.length === 0) return 'invalid_redirect_uris'
  const types = body.response_types
  if (!Array.isArray(types) || !types.includes('id_token')) return 'invalid_response_types'
  if (body.token_endpoint_auth_method !== 'private_key_jwt') return 'invalid_token_endpoint_auth_method'
  if (!text(tool.domain)) return 'missing_domain'
  const target = text(tool.target_link_uri) || `http://${text(tool.domain)}`
  // The port is a part of the domain.
  return URL.canParse(target) && new URL(target).host === tool.domain ? null : 'domain_targetlinkuri_mismatch'
}

/** What a registration says of a tool. */
function described(body: Fields, settings: Fields): Omit<Tool, 'id' | 'clientId' | 'deploymentId'> {
  const messages = Array.isArray(settings.messages) ? settings.messages.filter(isObject) : []
  const deepLink = messages.find((message) => message.type === 'LtiDeepLinkingRequest')
  const launchUrl = text(settings.target_link_uri)
  const custom = isObject(settings.custom_parameters) ? settings.custom_parameters : {}
  const claims = Array.isArray(settings.claims) ? settings.claims : []
  return {
    name: text(body.client_name),
    loginUrl: text(body.initiate_login_uri),
    redirectUris: (body.redirect_uris as unknown[]).map(String),
    jwksUrl: text(body.jwks_uri),
    launchUrl,
    deepLinkUrl: text(deepLink?.target_link_uri) || launchUrl,
    scopes: text(body.scope)
      .split(' ')
      .filter((scope) => SCOPES.includes(scope)),
    custom: Object.fromEntries(Object.entries(custom).map(([name, value]) => [name, String(value)])),
    privacy: claims.includes('name') ? 'always' : 'never',
  }
}

/** Makes the tool, which waits for its administrator, or changes the one that the token names: that keeps its client id. */
function register(site: Site, body: Fields, settings: Fields, updates: Tool['id'] | null) {
  const facts = described(body, settings)
  const known = updates === null ? null : site.model.tool(updates)
  const tool = known
    ? site.model.changeTool(known.id, facts)
    : site.model.addTool({
        ...facts,
        clientId: randomBytes(12).toString('base64url'),
        state: 'pending',
        courses: site.behaviour.switchedOnInCourse ? [] : null,
      })
  const messages = Array.isArray(settings.messages) ? settings.messages.filter(isObject) : []
  const deepLinks = messages.some((message) => message.type === 'LtiDeepLinkingRequest')
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
      ...(site.behaviour.deploymentAtRegistration && { deployment_id: tool.deploymentId }),
      target_link_uri: tool.launchUrl,
      domain: settings.domain,
      description: text(settings.description),
      ...(deepLinks && {
        messages: [{ type: 'LtiDeepLinkingRequest', target_link_uri: tool.deepLinkUrl }],
      }),
      custom_parameters: tool.custom,
      claims: Array.isArray(settings.claims) ? settings.claims : [],
    },
  }
}

/** Dynamic registration: the token is good for one registration; refusals are plain text under text/html, as Moodle's. */
export function mountRegistration(app: Express, site: Site): void {
  const page404 = (res: Response) =>
    void res.status(404).send(messagePage(site, 'Error', 'This cannot be done.'))

  app.get('/openid-configuration', service(site, 'configuration'), (req, res) => {
    if (site.behaviour.configurationNeedsToken && !registrationTokenOf(site, req.headers.authorization))
      return void res.status(401).json({ errorMessage: 'Unauthorized' })
    res.json(configuration(site))
  })

  app.post(
    '/register',
    service(site, 'registration'),
    express.text({ type: '*/*', limit: '1mb' }),
    (req, res) => {
      const refuse = (status: number, reason: string) => void res.status(status).type('html').send(reason)
      const token = registrationTokenOf(site, req.headers.authorization)
      if (!token) return page404(res)
      if (token.used) return refuse(401, 'token_already_used')
      const body = parsed(req.body)
      if (!isObject(body)) return page404(res)
      const settings = isObject(body[CONFIGURATION]) ? body[CONFIGURATION] : {}
      const reason = fault(body, settings)
      if (reason) return refuse(400, reason)
      token.used = true
      site.registrations.push(body)
      res.json(register(site, body, settings, token.updates))
    },
  )
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body))
  } catch {
    return null
  }
}
