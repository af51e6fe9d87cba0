import type { Check, JsonObject } from '../types.ts'
import { fail, pass } from './checks.ts'

/** The first and last moment of a credential, under its VCDM 2.0 or 1.1 names or those of OB 2.0. */
export function checkValidity(document: JsonObject, now: number): Check {
  const from = document.validFrom ?? document.issuanceDate ?? document.issuedOn
  const until = document.validUntil ?? document.expirationDate ?? document.expires
  if (typeof from === 'string' && !(Date.parse(from) <= now)) {
    return fail('validity', `The badge is not valid yet: it begins on ${from}.`)
  }
  if (until !== undefined && until !== null && !(typeof until === 'string' && Date.parse(until) >= now)) {
    return fail('validity', `The badge has expired: it was valid until ${String(until)}.`)
  }
  return pass(
    'validity',
    typeof until === 'string' ? `The badge is valid until ${until}.` : 'The badge does not expire.',
  )
}
