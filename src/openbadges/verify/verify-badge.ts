import { OB2_CONTEXT } from '../contexts/urls.ts'
import { BadgeError } from '../errors.ts'
import type { Check, JsonObject, VerifyReport } from '../types.ts'
import { fail, pass, unknown, verdictOf } from './checks.ts'
import { verifyHosted } from './hosted20.ts'
import { createFetchDocument, type FetchDocument } from './http.ts'
import { checkIssuer } from './issuer.ts'
import { listOf } from './json.ts'
import type { VerifyOptions } from './options.ts'
import { checkProof, type ProofResult } from './proof.ts'
import { type Found, readBadge } from './read.ts'
import { checkRecipient } from './recipient.ts'
import { checkSchema, issuerOf } from './schema.ts'
import { checkStatus } from './status.ts'
import { checkTokenProof } from './token/proof.ts'
import { verifySigned } from './token/signed20.ts'
import { credentialOf, readToken, type Token } from './token/token.ts'
import { checkValidity } from './validity.ts'

/**
 * Verifies a badge file: PNG or SVG with a badge inside, JSON, or a token; OB 3.0 with a Data Integrity proof (eddsa-rdfc-2022, or the
 * older Ed25519Signature2020) or as VC-JWT, on VCDM 2.0 or 1.1, and OB 2.0, hosted or signed. Every check answers for itself. The verdict is `invalid` when one
 * fails, `unknown` when one cannot be answered, else `valid`. It never throws for what is in the file.
 */
export async function verifyBadge(bytes: Buffer, options: VerifyOptions): Promise<VerifyReport> {
  const fetchDocument = createFetchDocument(options.fetch)
  let found: Found
  try {
    found = readBadge(bytes)
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error
    return report([fail('parse', `No badge could be read: ${error.message}.`)], null)
  }
  if (found.kind === 'token') return verifyToken(found.token, fetchDocument, options)
  if (found.kind === 'url') return verifyLink(found.url, fetchDocument, options)
  return verifyDocument(found.document, fetchDocument, options)
}

async function verifyLink(
  url: string,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const answer = await fetchDocument(url)
  if (answer.kind !== 'document') {
    return report(
      [unknown('parse', 'The file only says where the badge is, and it could not be fetched from there.')],
      null,
    )
  }
  return verifyDocument(answer.document, fetchDocument, options)
}

/** A signed token: an OB 3.0 credential as VC-JWT, or a signed OB 2.0 assertion. */
async function verifyToken(
  text: string,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  let token: Token
  try {
    token = readToken(text)
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error
    return report([fail('parse', `No badge could be read: ${error.message}.`)], null)
  }
  const read = pass('parse', 'The badge could be read.')
  if (listOf(token.payload['@context']).includes(OB2_CONTEXT))
    return report([read, ...(await verifySigned(token, fetchDocument, options))], token.payload)
  const credential = credentialOf(token)
  const proved = await checkTokenProof(token, credential, fetchDocument)
  return report([read, ...(await verifyCredential(credential, proved, fetchDocument, options))], credential)
}

async function verifyDocument(
  document: JsonObject,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const read = pass('parse', 'The badge could be read.')
  if (listOf(document['@context']).includes(OB2_CONTEXT)) {
    return report([read, ...(await verifyHosted(document, fetchDocument, options))], document)
  }
  const proved = await checkProof(document, fetchDocument, options.clock())
  return report([read, ...(await verifyCredential(document, proved, fetchDocument, options))], document)
}

async function verifyCredential(
  document: JsonObject,
  { check: proof, keys }: ProofResult,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<Check[]> {
  const now = options.clock()
  const schema = checkSchema(document)
  const issuer = await checkIssuer(issuerOf(document), keys, fetchDocument, options.trustedKeys)
  const status = await checkStatus({ document, keys, fetchDocument, now, trusted: options.trustedKeys })
  return [
    schema,
    proof,
    issuer,
    status,
    checkValidity(document, now),
    checkRecipient(document, options.recipient),
  ]
}

function report(checks: readonly Check[], credential: JsonObject | null): VerifyReport {
  return { verdict: verdictOf(checks), checks, credential }
}
