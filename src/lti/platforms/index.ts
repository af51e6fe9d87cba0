import type { Product, RegistrationQuirks } from '../registration/types.ts'
import type { Registration } from '../types.ts'
import { blackboard } from './blackboard.ts'
import { brightspace } from './brightspace.ts'
import { canvas } from './canvas.ts'
import { generic } from './generic.ts'
import { moodle } from './moodle.ts'
import type { PlatformQuirks } from './quirks.ts'
import { sakai } from './sakai.ts'

/** By `product_family_code`, lower case. */
const FAMILIES: Readonly<Record<string, PlatformQuirks>> = {
  moodle,
  canvas,
  blackboard,
  blackboardlearn: blackboard,
  brightspace,
  desire2learn: brightspace,
  d2l: brightspace,
  sakai,
}

/** Hosted platforms are known by their issuer before their first launch has told the family. */
const ISSUERS: Readonly<Record<string, PlatformQuirks>> = {
  'https://canvas.instructure.com': canvas,
  'https://canvas.beta.instructure.com': canvas,
  'https://canvas.test.instructure.com': canvas,
  'https://blackboard.com': blackboard,
}

/** How this registration's platform differs from the specification. */
export function quirksOf(registration: Pick<Registration, 'family' | 'issuer'>): PlatformQuirks {
  const family = registration.family?.toLowerCase() ?? ''
  if (Object.hasOwn(FAMILIES, family)) return FAMILIES[family] ?? generic
  if (family === '' && Object.hasOwn(ISSUERS, registration.issuer))
    return ISSUERS[registration.issuer] ?? generic
  if (family === '' && URL.canParse(registration.issuer)) {
    if (new URL(registration.issuer).hostname.endsWith('.brightspace.com')) return brightspace
  }
  return generic
}

/** Whose product this is. */
export function productOf(registration: Pick<Registration, 'family' | 'issuer'>): Product {
  return quirksOf(registration).product ?? 'other'
}

export function registrationQuirks(
  registration: Pick<Registration, 'family' | 'issuer'>,
): RegistrationQuirks {
  return quirksOf(registration).registration ?? {}
}

/** Domains that may speak for an issuer which many hosts share; `null` for every other issuer, whatever family it claims. */
export function domainsOfIssuer(issuer: string): readonly string[] | null {
  return (Object.hasOwn(ISSUERS, issuer) && ISSUERS[issuer]?.registration?.domains) || null
}
