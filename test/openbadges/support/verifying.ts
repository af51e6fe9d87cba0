import {
  buildCredential,
  type Check,
  type CredentialInput,
  type JsonObject,
  type SigningKey,
  signCredential,
  type VerifyOptions,
  type VerifyReport,
  verifyBadge,
} from '../../../src/openbadges/index.ts'
import { clock, credentialInput, issuerKey } from './factories.ts'
import type { Site } from './site.ts'

/** A signed credential of the issuer's; `awarded` is when it is signed. */
export async function signed(
  changes: Partial<CredentialInput> = {},
  key?: SigningKey,
  awarded = '2026-11-12T09:30:00Z',
): Promise<JsonObject> {
  return signCredential(buildCredential(credentialInput(changes)), key ?? (await issuerKey()), awarded)
}

export function verify(
  badge: JsonObject | Buffer | string,
  site: Site | null,
  options: Partial<VerifyOptions> = {},
): Promise<VerifyReport> {
  const bytes = Buffer.isBuffer(badge)
    ? badge
    : Buffer.from(typeof badge === 'string' ? badge : JSON.stringify(badge))
  return verifyBadge(bytes, { fetch: site?.fetch ?? null, clock, ...options })
}

export const check = (report: VerifyReport, id: string): Check | undefined =>
  report.checks.find((item) => item.id === id)

/** `id: outcome` of all checks that are not simply passed or skipped. */
export const troubles = (report: VerifyReport): string[] =>
  report.checks
    .filter(({ outcome }) => outcome === 'fail' || outcome === 'unknown')
    .map(({ id, outcome }) => `${id}: ${outcome}`)
