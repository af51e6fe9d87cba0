import type { Json, JsonObject } from '../../types.ts'
import { idOf, isObject, listOf } from '../json.ts'
import { issuerOf } from '../schema.ts'

/**
 * Whether a token's own claims tell the same as the credential in it (OB 3.0 §8.2.2, VCDM 1.1 §6.3.1): a token that says one thing to
 * whoever reads JWTs and another to whoever reads badges is none. Answers the name of the first claim that differs.
 */
export function contradiction(payload: JsonObject, credential: JsonObject): string | null {
  const [subject] = listOf(credential.credentialSubject).filter(isObject)
  const from = credential.validFrom ?? credential.issuanceDate
  const until = credential.validUntil ?? credential.expirationDate
  const pairs: [claim: string, told: Json | undefined, same: boolean][] = [
    ['iss', payload.iss, payload.iss === issuerOf(credential)],
    ['jti', payload.jti, payload.jti === credential.id],
    ['sub', payload.sub, payload.sub === idOf(subject)],
    ['nbf', payload.nbf, isSameTime(payload.nbf, from)],
    ['exp', payload.exp, isSameTime(payload.exp, until)],
  ]
  return pairs.find(([, told, same]) => told !== undefined && !same)?.[0] ?? null
}

/** A NumericDate has whole seconds, or a fraction; a credential's time may have either. */
function isSameTime(seconds: Json | undefined, time: Json | undefined): boolean {
  return (
    typeof seconds === 'number' &&
    typeof time === 'string' &&
    Math.abs(seconds * 1000 - Date.parse(time)) < 1000
  )
}
