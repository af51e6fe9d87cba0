import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { RegistrationLink } from '../model.ts'
import { hashSecret } from '../visiting/visit.ts'

const BYTES = 24

export interface NewLink {
  /** To paste into the VLE. Holds the token, which is stored nowhere. */
  readonly url: string
  /** ISO 8601 UTC. */
  readonly expiresAt: string
}

/** Makes a one-time registration link. `host`: the only host whose platform may use it, port included where it has one. */
export async function createRegistrationLink(
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'toolUrl'>,
  options: { readonly host: string | null; readonly hours: number; readonly autoApprove: boolean },
): Promise<NewLink> {
  const token = deps.random.token(BYTES)
  const expiresAt = deps.clock.now() + options.hours * 3_600_000
  await deps.store.registrationLinks.add({
    tokenHash: hashSecret(token),
    host: options.host,
    autoApprove: options.autoApprove,
    expiresAt,
    usedAt: null,
    platformId: null,
  })
  return {
    url: `${deps.toolUrl}/lti/register?token=${token}`,
    expiresAt: new Date(expiresAt).toISOString(),
  }
}

/**
 * The link of a token, if it may be used now.
 * Errors: `registration_link_unknown` 403, `registration_link_used` 410, `registration_link_expired` 410.
 */
export async function openLink(
  deps: Pick<Deps, 'store' | 'clock'>,
  token: string,
): Promise<RegistrationLink> {
  const link = await deps.store.registrationLinks.find(hashSecret(token))
  if (!link) throw new AppError('registration_link_unknown', 403, 'no registration link has this token')
  if (link.usedAt) throw new AppError('registration_link_used', 410, 'the registration link was used')
  if (link.expiresAt <= deps.clock.now())
    throw new AppError('registration_link_expired', 410, 'the registration link has expired')
  return link
}
