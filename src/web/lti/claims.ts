import { decodeJwt } from 'jose'

const LTI = 'https://purl.imsglobal.org/spec/lti/claim'

/** What an id_token says before anybody verified it: enough to start again or to name a frame, never to trust. */
export interface UnverifiedClaims {
  readonly issuer: string | null
  readonly clientId: string | null
  readonly targetLinkUri: string | null
  readonly returnUrl: string | null
}

const NOTHING: UnverifiedClaims = { issuer: null, clientId: null, targetLinkUri: null, returnUrl: null }

export function peekClaims(idToken: unknown): UnverifiedClaims {
  if (typeof idToken !== 'string') return NOTHING
  try {
    const claims: Record<string, unknown> = decodeJwt(idToken)
    const presentation = claims[`${LTI}/launch_presentation`]
    const audience = Array.isArray(claims.aud) ? claims.aud[0] : claims.aud
    return {
      issuer: text(claims.iss),
      clientId: text(audience),
      targetLinkUri: text(claims[`${LTI}/target_link_uri`]),
      returnUrl: isRecord(presentation) ? text(presentation.return_url) : null,
    }
  } catch {
    return NOTHING
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : null)
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
