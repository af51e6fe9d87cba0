import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { publicUrls } from '../issuing/urls.ts'
import type { Achievement, Credential, Issuer, WithdrawalCause } from '../model.ts'
import type { Store } from '../ports.ts'

/** How a credential stands now, as anybody may know it. */
export interface Standing {
  /** `replaced`: withdrawn in favour of one that was issued in its place. */
  readonly status: 'valid' | 'withdrawn' | 'replaced' | 'expired'
  /** Since when it does not stand; `null` while it is valid. ISO 8601 UTC. */
  readonly since: string | null
  /** `null`: the public is told no reason. */
  readonly cause: WithdrawalCause | null
  /** Taken back before anybody could have seen it. */
  readonly undone: boolean
  /** Id of the credential that counts in its place: issued anew, or earned anew after its end. */
  readonly replacedBy: string | null
}

/** @param now milliseconds since the epoch */
export function standingOf(credential: Credential, now: number): Standing {
  const { state, withdrawnAt, withdrawnCause: cause, expiresAt, replacedBy, renewedBy } = credential
  const undone = credential.undone !== null
  if (state === 'withdrawn') {
    const status = replacedBy === null ? 'withdrawn' : 'replaced'
    return { status, since: withdrawnAt, cause, undone, replacedBy }
  }
  const expired = expiresAt !== null && Date.parse(expiresAt) < now
  const since = expired ? expiresAt : null
  return {
    status: expired ? 'expired' : 'valid',
    since,
    cause: null,
    undone,
    replacedBy: replacedBy ?? renewedBy,
  }
}

/** One English sentence for machines and the curious: since when it does not stand, why, and what stands in its place. */
export function standingInWords(
  { words, toolUrl }: Pick<Deps, 'words' | 'toolUrl'>,
  { status, since, cause, replacedBy }: Standing,
): string {
  const told = words(ISSUED_LOCALE, `issued.standing.${status}`, {
    date: (since ?? '').slice(0, 10),
    why: words(ISSUED_LOCALE, `issued.withdrawal.${cause ?? 'none'}`),
  })
  if (replacedBy === null) return told
  const url = publicUrls(toolUrl).credential(replacedBy)
  return `${told} ${words(ISSUED_LOCALE, 'issued.standing.instead', { url })}`
}

/** Of one whose person was erased nothing is told but that it does not stand. */
async function erasedStanding(store: Pick<Store, 'credentials' | 'issuers'>, id: string) {
  const erased = await store.credentials.erased(id)
  if (erased === null) return null
  const list = await store.credentials.statusList(erased.statusListId)
  const issuer = list && (await store.issuers.byId(list.issuerId))
  const nothing = { cause: null, undone: false, replacedBy: null } as const
  return { status: 'withdrawn', since: erased.erasedAt, ...nothing, issuer: issuer?.name ?? '' } as const
}

/** Of one of ours, by the address that a document names as its own; `null`: it is none of ours. */
export async function ownStanding(
  store: Pick<Store, 'credentials' | 'issuers'>,
  address: string,
  ours: readonly string[],
  now: number,
): Promise<(Standing & { readonly issuer: string }) | null> {
  const base = ours.find((url) => address.startsWith(`${url}/`))
  const [, id] =
    /^\/(?:credentials|ob2\/assertions)\/([\w-]{1,100})$/.exec(address.slice(base?.length ?? 0)) ?? []
  if (base === undefined || id === undefined) return null
  const credential = await store.credentials.byId(id)
  if (credential === null) return erasedStanding(store, id)
  const achievement: Achievement | null = await store.credentials.achievement(credential.achievementId)
  const issuer: Issuer | null = achievement && (await store.issuers.byId(achievement.issuerId))
  return { ...standingOf(credential, now), issuer: issuer?.name ?? '' }
}

/** What stands now where this one did: it may have been issued or earned anew, more than once. Errors: `credential_not_found` 404, `credential_erased` 410. */
export async function standsFor(
  credentials: Pick<Store['credentials'], 'byId' | 'erased'>,
  id: string,
): Promise<Credential> {
  const found = await credentials.byId(id)
  if (!found) throw await missing(credentials, id)
  let last = found
  for (let next: Credential | null = found; next !== null; ) {
    last = next
    const after: string | null = next.replacedBy ?? next.renewedBy
    next = after === null ? null : await credentials.byId(after)
  }
  return last
}

/** Of one that is not there: nothing more is known of it, nor of whose it was; or there never was one. */
export async function missing(
  credentials: Pick<Store['credentials'], 'erased'>,
  id: string,
): Promise<AppError> {
  return (await credentials.erased(id))
    ? new AppError('credential_erased', 410, 'its person was erased')
    : new AppError('credential_not_found', 404, 'no such credential')
}
