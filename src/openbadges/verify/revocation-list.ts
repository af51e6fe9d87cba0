import type { Check, JsonObject } from '../types.ts'
import { fail, pass, unknown } from './checks.ts'
import { idOf, isObject, listOf } from './json.ts'
import { issuerOf } from './schema.ts'
import type { StatusQuestion } from './status.ts'

/**
 * A list of withdrawn credentials by id (1EdTech Revocation List 1.0). It is not signed: what speaks for it is the address, which the
 * credential's own signature covers.
 */
export async function checkRevocationList(question: StatusQuestion, entry: JsonObject): Promise<Check> {
  const answer = typeof entry.id === 'string' ? await question.fetchDocument(entry.id) : null
  if (answer?.kind !== 'document' || answer.gone)
    return unknown('status', 'The list of withdrawn badges could not be fetched.')
  const { document: list } = answer
  if (idOf(list.issuer) !== issuerOf(question.document)) {
    return unknown('status', 'The list of withdrawn badges is somebody else’s.')
  }
  const row = listOf(list.revokedCredential)
    .filter(isObject)
    .find((item) => item.id === question.document.id)
  return row && row.revoked !== false
    ? fail('status', 'The issuer has withdrawn this badge.')
    : pass('status', 'The badge has not been withdrawn.')
}
