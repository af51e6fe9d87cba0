import type { Check, JsonObject } from '../../types.ts'
import { fail, pass, unknown } from '../checks.ts'
import type { FetchDocument } from '../http.ts'
import { idOf, isObject, listOf, stringsOf } from '../json.ts'
import type { VerifyOptions } from '../options.ts'
import { publicKeyOf } from '../public-key.ts'
import { checkRecipient } from '../recipient.ts'
import { checkValidity } from '../validity.ts'
import { isSignedBy } from './proof.ts'
import { algorithmOf, type Token } from './token.ts'

/**
 * Verifies a signed OB 2.0 assertion (OB 2.0 §Signed Badges): the key that it names must be one that its issuer's profile names, and the
 * issuer's revocation list must not hold it.
 */
export async function verifySigned(
  token: Token,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<Check[]> {
  const { payload } = token
  const complete =
    stringsOf(payload.type).includes('Assertion') &&
    isObject(payload.recipient) &&
    typeof payload.issuedOn === 'string'
  if (!complete) return [fail('schema', 'This is not an Open Badges 2.0 assertion.')]
  const schema = pass('schema', 'Everything that an Open Badge must say is there.')
  const rest = [checkValidity(payload, options.clock()), checkRecipient(payload, options.recipient)]

  const badge = await document(payload.badge, fetchDocument)
  const issuer = badge && (await document(badge.issuer, fetchDocument))
  if (!badge || !issuer)
    return [schema, unknown('issuer', 'The badge’s class or issuer could not be fetched.'), ...rest]
  return [
    schema,
    ...(await checkSignature(token, issuer, fetchDocument)),
    await checkRevoked(payload, issuer, fetchDocument),
    ...rest,
  ]
}

async function checkSignature(
  token: Token,
  issuer: JsonObject,
  fetchDocument: FetchDocument,
): Promise<Check[]> {
  const algorithm = algorithmOf(token)
  if (typeof algorithm !== 'string') return [(algorithm.known ? fail : unknown)('proof', algorithm.why)]
  const [verification] = listOf(token.payload.verification ?? token.payload.verify).filter(isObject)
  // Without a creator the issuer's own key is meant.
  const named = idOf(verification?.creator) ?? idOf(listOf(issuer.publicKey)[0])
  const method = named === null ? null : await document(named, fetchDocument)
  if (named === null || method === null)
    return [unknown('proof', 'The key of the signature could not be fetched.')]
  const key = publicKeyOf(method)?.key
  if (!key) return [fail('proof', 'The key of the signature is not in the document it points at.')]
  if (!(await isSignedBy(token.text, key, algorithm)))
    return [
      fail('proof', 'The signature does not fit: the badge was changed after it was signed, or forged.'),
    ]
  const own =
    listOf(issuer.publicKey).some((item) => idOf(item) === named) && idOf(method.owner) === issuer.id
  return [
    pass('proof', 'The badge is exactly as it was signed.'),
    own
      ? pass('issuer', 'The issuer names the key that signed as its own.')
      : fail('issuer', 'The issuer does not name the key that signed as its own.'),
  ]
}

async function checkRevoked(
  assertion: JsonObject,
  issuer: JsonObject,
  fetchDocument: FetchDocument,
): Promise<Check> {
  if (issuer.revocationList === undefined)
    return pass('status', 'The badge has no status list: it cannot be withdrawn.')
  const list = await document(issuer.revocationList, fetchDocument)
  if (list === null) return unknown('status', 'The list of withdrawn badges could not be fetched.')
  const revoked = listOf(list.revokedAssertions).some((item) => {
    const row = isObject(item) ? item : { id: item }
    return (['id', 'uid'] as const).some((name) => row[name] !== undefined && row[name] === assertion[name])
  })
  return revoked
    ? fail('status', 'The issuer has withdrawn this badge.')
    : pass('status', 'The badge has not been withdrawn.')
}

/** The document that an id leads to. A copy that came along is not asked: its signer may be a stranger. */
async function document(
  value: JsonObject[string] | undefined,
  fetchDocument: FetchDocument,
): Promise<JsonObject | null> {
  const id = idOf(value)
  const answer = id === null ? null : await fetchDocument(id)
  return answer?.kind === 'document' && !answer.gone && answer.document.id === id ? answer.document : null
}
