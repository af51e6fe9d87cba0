import type { Request } from 'express'
import { OAuthError } from '../../app/applications/fault.ts'
import type { ClientProof } from '../../app/contract/applications.ts'

/** Who asks at the token endpoint (RFC 6749 §2.3.1). Errors: `invalid_client` 401, `invalid_request` 400 for two ways at once. */
export function clientProof(req: Request, fields: Readonly<Record<string, string>>): ClientProof {
  const { client_id: id, client_secret: secret } = fields
  const header = req.get('authorization')
  if (header === undefined) {
    if (id === undefined) throw new OAuthError('invalid_client', 'No client authentication came', 401)
    return { id, secret: secret ?? null, method: secret === undefined ? 'none' : 'client_secret_post' }
  }
  const basic = readBasic(header)
  if (basic === null) throw new OAuthError('invalid_client', 'The Authorization header cannot be read', 401)
  if (secret !== undefined || (id !== undefined && id !== basic.id))
    throw new OAuthError('invalid_request', 'The client authenticates in two ways at once')
  return { ...basic, method: 'client_secret_basic' }
}

function readBasic(header: string): { id: string; secret: string } | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(header) ?? []
  if (encoded === undefined) return null
  const [, id, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  if (id === undefined || secret === undefined) return null
  try {
    return { id: decode(id), secret: decode(secret) }
  } catch {
    return null
  }
}

/** Both parts are form-encoded before they are joined. */
const decode = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
