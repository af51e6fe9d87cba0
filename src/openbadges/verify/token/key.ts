import type { JsonObject } from '../../types.ts'
import { controlledKeys, didWebUrl } from '../controller.ts'
import type { FetchDocument } from '../http.ts'
import { isObject } from '../json.ts'
import { publicKeyOf } from '../public-key.ts'
import { type Resolved, resolveMethod } from '../verification-method.ts'

/**
 * The key that a token's header names: by `kid` (an address of a JWK, a JWK set or a controller's document; a DID's method), or in
 * the header itself (`jwk`, OB 3.0 §8.2.1). Where there are both, `kid` decides: the key in the header must be the same.
 *
 * @param issuer the credential's own word, to which a bare `jwk` is put down; the issuer check finds out whether that is so
 */
export async function keyOfToken(
  header: JsonObject,
  issuer: string | null,
  fetchDocument: FetchDocument,
): Promise<Resolved> {
  const { kid } = header
  const carried = isObject(header.jwk) ? publicKeyOf(header.jwk) : null
  if (header.jwk !== undefined && carried?.key == null) return bad('The key in the token cannot be read.')
  if (typeof kid === 'string' && /^(?:https?:|did:)/.test(kid)) {
    const found = await byAddress(kid, fetchDocument)
    const differs = found.kind === 'key' && carried && carried.fingerprint !== found.key.fingerprint
    return differs ? bad('The token names two keys at once.') : found
  }
  if (carried?.key) {
    const { fingerprint, key } = carried
    return { kind: 'key', key: { controller: issuer ?? '', fingerprint, key } }
  }
  return bad('The token does not name a key that could be found.')
}

async function byAddress(kid: string, fetchDocument: FetchDocument): Promise<Resolved> {
  if (kid.startsWith('did:') && !kid.startsWith('did:web:')) return resolveMethod(kid, fetchDocument)
  const [controller = ''] = kid.split('#')
  const url = kid.startsWith('did:web:') ? didWebUrl(controller) : controller
  const answer = url === null ? null : await fetchDocument(url)
  if (answer?.kind !== 'document' || answer.gone)
    return { kind: 'unknown', why: 'The key of the token could not be fetched.' }
  const keys = controlledKeys(answer.document, controller)
  // An address that leads to one key needs no name for it.
  const found =
    keys.find(({ id }) => id === kid) ?? (keys.length === 1 && !kid.includes('#') ? keys[0] : null)
  if (!found?.key) return bad('The key of the token is not at the address that it names.')
  return {
    kind: 'key',
    key: { controller, fingerprint: found.fingerprint, key: found.key, publishedAt: url },
  }
}

const bad = (why: string): Resolved => ({ kind: 'bad', why })
