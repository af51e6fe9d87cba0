import type { Bitstring } from '../status/bitstring.ts'
import { decodeBitstring } from '../status/bitstring.ts'
import type { Check, JsonObject } from '../types.ts'
import { fail, pass, unknown, verdictOf } from './checks.ts'
import type { FetchDocument } from './http.ts'
import { checkIssuer } from './issuer.ts'
import { idOf, isObject, listOf, stringsOf } from './json.ts'
import type { VerifyOptions } from './options.ts'
import { checkProof, type SignedBy } from './proof.ts'
import { checkRevocationList } from './revocation-list.ts'
import { issuerOf } from './schema.ts'
import { checkValidity } from './validity.ts'

export interface StatusQuestion {
  readonly document: JsonObject
  /** Keys that signed the credential. */
  readonly keys: readonly SignedBy[]
  readonly fetchDocument: FetchDocument
  readonly now: number
  readonly trusted: VerifyOptions['trustedKeys']
}

/** Whether the issuer has withdrawn the badge. What cannot be read is unknown, never good. */
export async function checkStatus(question: StatusQuestion): Promise<Check> {
  const entries = listOf(question.document.credentialStatus).filter(isObject)
  if (entries.length === 0) return pass('status', 'The badge has no status list: it cannot be withdrawn.')
  if (entries.length > 5) return unknown('status', 'The badge stands on too many status lists.')
  const checks = await Promise.all(entries.map((entry) => checkEntry(question, entry)))
  const bad =
    checks.find((check) => check.outcome === 'fail') ?? checks.find((check) => check.outcome === 'unknown')
  return bad ?? pass('status', 'The badge has not been withdrawn.')
}

async function checkEntry(question: StatusQuestion, entry: JsonObject): Promise<Check> {
  const types = stringsOf(entry.type)
  if (types.includes('1EdTechRevocationList')) return checkRevocationList(question, entry)
  if (!types.includes('BitstringStatusListEntry'))
    return unknown('status', 'A status list of this kind is not read yet.')
  const url = entry.statusListCredential
  const index = Number(entry.statusListIndex)
  if (typeof url !== 'string' || !/^\d+$/.test(String(entry.statusListIndex))) {
    return unknown('status', 'The badge does not say where its status is.')
  }
  const list = await readList(question, url, String(entry.statusPurpose))
  if (typeof list === 'string') return unknown('status', list)
  const bit = list.has(index)
  if (bit === null) return unknown('status', 'The badge has no place on its status list.')
  if (!bit) return pass('status', 'The badge has not been withdrawn.')
  if (entry.statusPurpose === 'revocation') return fail('status', 'The issuer has withdrawn this badge.')
  if (entry.statusPurpose === 'suspension') return fail('status', 'The issuer has suspended this badge.')
  return unknown('status', 'The issuer says something about this badge that is not understood here.')
}

/** The list's bits, or why it cannot be relied on (Bitstring Status List 1.0 §3.2). */
async function readList(question: StatusQuestion, url: string, purpose: string): Promise<Bitstring | string> {
  const answer = await question.fetchDocument(url)
  if (answer.kind !== 'document' || answer.gone) return 'The status list could not be fetched.'
  const { document: list } = answer
  const subject = listOf(list.credentialSubject).find(isObject)
  if (!stringsOf(list.type).includes('BitstringStatusListCredential'))
    return 'What should be the status list is none.'
  if (subject?.type !== 'BitstringStatusList' || typeof subject.encodedList !== 'string') {
    return 'What should be the status list is none.'
  }
  if (!stringsOf(subject.statusPurpose).includes(purpose)) return 'The status list is for another purpose.'
  if (issuerOf(list) === null || issuerOf(list) !== issuerOf(question.document)) {
    return 'The status list is somebody else’s.'
  }
  if (checkValidity(list, question.now).outcome !== 'pass') return 'The status list is not valid now.'
  if (!(await isSigned(question, list))) return 'The status list is not signed by the issuer.'
  try {
    return decodeBitstring(subject.encodedList)
  } catch {
    return 'The status list cannot be read.'
  }
}

/** Signed with a key that signed the badge too, or with another one of the issuer's. */
async function isSigned(question: StatusQuestion, list: JsonObject): Promise<boolean> {
  const { check, keys } = await checkProof(list, question.fetchDocument, question.now)
  if (check.outcome !== 'pass') return false
  if (keys.some((key) => question.keys.some((own) => own.fingerprint === key.fingerprint))) return true
  const issuer = await checkIssuer(idOf(list.issuer), keys, question.fetchDocument, question.trusted)
  return verdictOf([issuer]) === 'valid'
}
