import { OB2_CONTEXT } from '../contexts/urls.ts'
import { BadgeError } from '../errors.ts'
import type { Check, JsonObject, VerifyReport } from '../types.ts'
import { fail, pass, unknown, verdictOf } from './checks.ts'
import { verifyHosted } from './hosted20.ts'
import { createFetchDocument, type FetchDocument } from './http.ts'
import { checkIssuer } from './issuer.ts'
import { listOf } from './json.ts'
import type { VerifyOptions } from './options.ts'
import { checkProof } from './proof.ts'
import { type Found, readBadge } from './read.ts'
import { checkRecipient } from './recipient.ts'
import { checkSchema, issuerOf } from './schema.ts'
import { checkStatus } from './status.ts'
import { checkValidity } from './validity.ts'

/**
 * Verifies a badge file: PNG or SVG with a badge inside, or JSON; OB 3.0 with a Data Integrity proof (eddsa-rdfc-2022, or the older
 * Ed25519Signature2020) on VCDM 2.0 or 1.1, and hosted OB 2.0. Every check answers for itself. The verdict is `invalid` when one
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
  if (found.kind === 'jws') {
    return report(
      [
        pass('parse', 'The file holds a signed token.'),
        unknown('proof', 'Badges signed as a token (JWT) are not checked yet.'),
      ],
      null,
    )
  }
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

async function verifyDocument(
  document: JsonObject,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<VerifyReport> {
  const read = pass('parse', 'The badge could be read.')
  if (listOf(document['@context']).includes(OB2_CONTEXT)) {
    return report([read, ...(await verifyHosted(document, fetchDocument, options))], document)
  }
  return report([read, ...(await verifyCredential(document, fetchDocument, options))], document)
}

async function verifyCredential(
  document: JsonObject,
  fetchDocument: FetchDocument,
  options: VerifyOptions,
): Promise<Check[]> {
  const now = options.clock()
  const schema = checkSchema(document)
  const { check: proof, keys } = await checkProof(document, fetchDocument, now)
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
