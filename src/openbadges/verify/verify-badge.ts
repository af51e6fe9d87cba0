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
import { checkHeld, isRecord } from './record.ts'
import { checkSchema, issuerOf } from './schema.ts'
import { checkStatus } from './status.ts'
import { checkTokenProof } from './token/proof.ts'
import { verifySigned } from './token/signed20.ts'
import { credentialOf, readToken, type Token } from './token/token.ts'
import { checkValidity } from './validity.ts'

/**
 * Verifies a badge file: PNG or SVG with a badge inside, JSON, a token, or the address of one of these; OB 3.0 with a Data Integrity proof (eddsa-rdfc-2022, or the
 * older Ed25519Signature2020) or as VC-JWT, on VCDM 2.0 or 1.1, OB 2.0, hosted or signed, and learner records (CLR 2.0) with all that is in them. Every check answers for itself. The verdict is `invalid` when one
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

/** The token, or why it cannot be read. */
function tryToReadToken(text: string): Token | string {
  try {
    return readToken(text)
  } catch (error) {
    if (!(error instanceof BadgeError)) throw error
    return error.message
  }
}

/** A signed token: an OB 3.0 credential as VC-JWT, or a signed OB 2.0 assertion. */
async function verifyToken(
  text: string,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const token = tryToReadToken(text)
  if (typeof token === 'string') return report([fail('parse', `No badge could be read: ${token}.`)], null)
  const read = pass('parse', 'The badge could be read.')
  if (listOf(token.payload['@context']).includes(OB2_CONTEXT))
    return report([read, ...(await verifySigned(token, fetchDocument, options))], token.payload)
  const credential = credentialOf(token)
  const proved = await checkTokenProof(token, credential, fetchDocument)
  return verifyCredential(credential, proved, fetchDocument, options, [read])
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
  return verifyCredential(document, proved, fetchDocument, options, [read])
}

async function verifyCredential(
  document: JsonObject,
  { check: proof, keys }: ProofResult,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
  before: readonly Check[],
): Promise<VerifyReport> {
  const now = options.clock()
  const issuer = await checkIssuer(issuerOf(document), keys, fetchDocument, options.trustedKeys)
  const status = await checkStatus({ document, keys, fetchDocument, now, trusted: options.trustedKeys })
  const checks = [
    ...before,
    checkSchema(document),
    proof,
    issuer,
    status,
    checkValidity(document, now),
    checkRecipient(document, options.recipient),
  ]
  if (!isRecord(document)) return report(checks, document)
  const { check, credentials } = await checkHeld(document, (held) => verifyHeld(held, fetchDocument, options))
  return { ...report([...checks, check], document), credentials }
}

/** One of the credentials in a record. Records do not hold records: that would have no end. */
async function verifyHeld(
  held: JsonObject | string,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const within = (document: JsonObject) =>
    report([unknown('parse', 'A record within a record is not looked into.')], document)
  if (typeof held !== 'string')
    return isRecord(held) ? within(held) : verifyDocument(held, fetchDocument, options)
  const token = tryToReadToken(held)
  return typeof token !== 'string' && isRecord(credentialOf(token))
    ? within(credentialOf(token))
    : verifyToken(held, fetchDocument, options)
}

function report(checks: readonly Check[], credential: JsonObject | null): VerifyReport {
  return { verdict: verdictOf(checks), checks, credential }
}
