import { OB2_CONTEXT } from '../contexts/urls.ts'
import { BadgeError } from '../errors.ts'
import type { Check, JsonObject, VerifyReport } from '../types.ts'
import { fail, pass, unknown, verdictOf } from './checks.ts'
import { verifyHosted } from './hosted20.ts'
import { createFetchDocument, type FetchDocument, fetchFile } from './http.ts'
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
 * Verifies a badge file: PNG or SVG with a badge inside, JSON, a token, or the address of one of these; OB 3.0 with a Data Integrity proof (eddsa-rdfc-2022, or the
 * older Ed25519Signature2020) or as VC-JWT, on VCDM 2.0 or 1.1, and OB 2.0, hosted or signed. Every check answers for itself. The verdict is `invalid` when one
 * fails, `unknown` when one cannot be answered, else `valid`. It never throws for what is in the file.
 */
export async function verifyBadge(bytes: Buffer, options: VerifyOptions): Promise<VerifyReport> {
  const found = tryToRead(bytes)
  if (found.kind !== 'url') return verifyFound(found, options)
  const file = await fetchFile(options.fetch, found.url)
  if (file === null) {
    return report(
      [unknown('parse', 'There is only the address of a badge, and nothing could be fetched from there.')],
      null,
    )
  }
  const there = tryToRead(file)
  return there.kind === 'url'
    ? report([fail('parse', 'The address of the badge leads to another address.')], null)
    : verifyFound(there, options)
}

type Read = Found | { readonly kind: 'nothing'; readonly why: string }

function tryToRead(bytes: Buffer): Read {
  try {
    return readBadge(bytes)
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error
    return { kind: 'nothing', why: error.message }
  }
}

async function verifyFound(
  found: Exclude<Read, { kind: 'url' }>,
  options: VerifyOptions,
): Promise<VerifyReport> {
  if (found.kind === 'nothing') return report([fail('parse', `No badge could be read: ${found.why}.`)], null)
  const fetchDocument = createFetchDocument(options.fetch)
  return found.kind === 'token'
    ? verifyToken(found.token, fetchDocument, options)
    : verifyDocument(found.document, fetchDocument, options)
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
