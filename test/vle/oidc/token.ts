import { randomBytes } from 'node:crypto'
import type { RequestHandler } from 'express'
import { decodeJwt } from 'jose'
import type { Site } from '../site.ts'
import { firstTime, verifyToolJwt } from '../tool-jwt.ts'
import { GROUPS_SCOPE, SCOPES, type Tool } from '../types.ts'
import { grantedScopes } from './claims.ts'
import { urls } from './urls.ts'

const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

class TokenError extends Error {}

const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** `private_key_jwt` (RFC 7523 §3): whose signature this is. Throws `TokenError('invalid_client')`. */
async function clientOf(site: Site, assertion: string): Promise<Tool> {
  try {
    const tool = site.model.toolByClient(decodeJwt(assertion).iss ?? '')
    if (!tool) throw new Error('No tool has this client_id')
    const audience = site.behaviour.tokenAudience(urls.token(site))
    const payload = await verifyToolJwt(site, tool, assertion, {
      audience,
      subject: tool.clientId,
      required: ['jti'],
    })
    if (!firstTime(site, 'jti', `${tool.clientId} ${payload.jti}`))
      throw new Error('This jti was used before')
    return tool
  } catch (error) {
    throw new TokenError('invalid_client', { cause: error })
  }
}

/** Scopes asked for that may be had. One that nobody knows spoils the whole request. */
function scopesOf(site: Site, tool: Tool, asked: string): string[] {
  const scopes = asked.split(/\s+/).filter(Boolean)
  const granted = scopes.filter((scope) => grantedScopes(site, tool).includes(scope))
  if (granted.length === 0 || scopes.some((scope) => ![...SCOPES, GROUPS_SCOPE].includes(scope)))
    throw new TokenError('invalid_scope')
  return granted
}

/** `POST /token` (security framework §4.1): client credentials by a signed assertion, for 3600 seconds. */
export function issueToken(site: Site): RequestHandler {
  return async (req, res) => {
    const type = site.behaviour.tokenContentType
    const body = (req.body ?? {}) as Record<string, unknown>
    try {
      if (!req.is('application/x-www-form-urlencoded')) throw new TokenError('invalid_request')
      if (body.grant_type !== 'client_credentials') throw new TokenError('unsupported_grant_type')
      if (body.client_assertion_type !== ASSERTION) throw new TokenError('invalid_request')
      const tool = await clientOf(site, text(body.client_assertion))
      const scopes = scopesOf(site, tool, text(body.scope))
      const token = randomBytes(16).toString('hex')
      site.tokens.set(token, { toolId: tool.id, scopes, expiresAt: site.clock() + 3600_000 })
      const reply = { access_token: token, token_type: 'Bearer', expires_in: 3600, scope: scopes.join(' ') }
      res.set('Content-Type', type).set('Cache-Control', 'no-store').send(JSON.stringify(reply))
    } catch (error) {
      if (!(error instanceof TokenError)) throw error
      const reason = error.cause instanceof Error ? { error_description: error.cause.message } : {}
      res
        .status(400)
        .set('Content-Type', type)
        .send(JSON.stringify({ error: error.message, ...reason }))
    }
  }
}
