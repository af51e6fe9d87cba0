import type { Check } from '../types.ts'
import { bestOf, fail, pass, unknown } from './checks.ts'
import { controlledKeys, didWebUrl } from './controller.ts'
import type { FetchDocument } from './http.ts'
import type { VerifyOptions } from './options.ts'
import type { SignedBy } from './proof.ts'

/** Whether the keys that signed are the issuer's own: anybody can write somebody else's name into a badge. */
export async function checkIssuer(
  issuer: string | null,
  keys: readonly SignedBy[],
  fetchDocument: FetchDocument,
  trusted: VerifyOptions['trustedKeys'],
): Promise<Check> {
  if (issuer === null) return fail('issuer', 'The badge does not say who issued it.')
  if (keys.length === 0) return unknown('issuer', 'Without a good signature nobody can say who issued this.')
  const checks = await Promise.all(keys.map((key) => ownKey(issuer, key, fetchDocument, trusted)))
  return bestOf(checks) ?? unknown('issuer', 'It is not known who issued this.')
}

async function ownKey(
  issuer: string,
  key: SignedBy,
  fetchDocument: FetchDocument,
  trusted: VerifyOptions['trustedKeys'],
): Promise<Check> {
  const known = trusted?.get(issuer)
  if (known?.includes(key.fingerprint))
    return pass('issuer', 'The key is one that is known to be the issuer’s.')
  if (issuer.startsWith('did:key:')) {
    return issuer === key.controller
      ? pass('issuer', 'The issuer is known by its key alone, and that key signed.')
      : fail('issuer', 'The key that signed is not the issuer’s.')
  }
  if (issuer.startsWith('urn:')) {
    // Nobody can be asked about a bare identifier. Only a key that speaks for itself may stand beside one.
    return key.controller.startsWith('did:key:')
      ? pass(
          'issuer',
          'The issuer’s name cannot be looked up: the key that signed is all that is known of it.',
        )
      : unknown('issuer', 'The issuer’s name cannot be looked up.')
  }
  return published(issuer, key, fetchDocument)
}

async function published(issuer: string, key: SignedBy, fetchDocument: FetchDocument): Promise<Check> {
  const url = issuer.startsWith('did:web:') ? didWebUrl(issuer) : issuer
  if (url === null || !/^https?:\/\//.test(url))
    return unknown('issuer', 'Issuers of this kind are not checked yet.')
  const answer = await fetchDocument(url)
  // The same host is not enough: it may be home to many issuers.
  const atIssuer = key.publishedAt?.startsWith(`${url}/`)
  if (answer.kind !== 'document' || answer.gone) {
    return atIssuer
      ? pass('issuer', 'The key that signed is published at the issuer’s own address.')
      : unknown('issuer', 'The issuer could not be asked whether the key that signed is its own.')
  }
  if (answer.document.id !== issuer) return unknown('issuer', 'The issuer’s page is about somebody else.')
  const keys = controlledKeys(answer.document, issuer)
  if (keys.length === 0 && atIssuer)
    return pass('issuer', 'The key that signed is published at the issuer’s own address.')
  if (keys.length === 0)
    return unknown('issuer', 'The issuer’s page names no keys, so nobody can say whether it signed.')
  const own = keys.find(({ fingerprint }) => fingerprint === key.fingerprint)
  if (!own) return fail('issuer', 'The issuer does not name the key that signed as its own.')
  return own.revoked === null || Date.parse(key.signedAt ?? '') < Date.parse(own.revoked)
    ? pass('issuer', 'The issuer names the key that signed as its own.')
    : fail('issuer', 'The issuer gave up the key before this was signed: others may have had it.')
}
