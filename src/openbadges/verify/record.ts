import type { Check, Json, JsonObject, VerifyReport } from '../types.ts'
import { fail, pass, unknown } from './checks.ts'
import { isObject, listOf, stringsOf } from './json.ts'

/** Each costs a canonicalisation, and whatever it names is fetched. */
const MOST = 50

/** Whether a document is a Comprehensive Learner Record (CLR 2.0): a credential that holds credentials. */
export const isRecord = (document: JsonObject): boolean => stringsOf(document.type).includes('ClrCredential')

/**
 * Checks the credentials in a record, each by itself: the record's own signature says that they were put together, and nothing of what
 * became of them since.
 *
 * @param verify checks one of them: a document, or a token as text
 */
export async function checkHeld(
  document: JsonObject,
  verify: (held: JsonObject | string) => Promise<VerifyReport>,
): Promise<{ check: Check; credentials: VerifyReport[] }> {
  const held = heldIn(document)
  if (held.length > MOST)
    return {
      check: unknown('credentials', 'There are more credentials in this record than are checked at once.'),
      credentials: [],
    }
  const credentials = await Promise.all(held.map(verify))
  return { check: countOf(credentials), credentials }
}

function heldIn(document: JsonObject): (JsonObject | string)[] {
  const subjects = listOf(document.credentialSubject).filter(isObject)
  return subjects
    .flatMap(({ verifiableCredential }) => listOf(verifiableCredential))
    .filter((item: Json): item is JsonObject | string => isObject(item) || typeof item === 'string')
}

function countOf(reports: readonly VerifyReport[]): Check {
  const all = reports.length
  const valid = reports.filter(({ verdict }) => verdict === 'valid').length
  const found = `${valid} of the ${all} credentials in this record are valid.`
  if (all === 0) return fail('credentials', 'There is no credential in this record.')
  if (reports.some(({ verdict }) => verdict === 'invalid')) return fail('credentials', found)
  return valid === all
    ? pass('credentials', 'Every credential in this record is valid.')
    : unknown('credentials', found)
}
