import { buildStatusList, type JsonObject, signCredential } from '../../openbadges/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { publicUrls } from '../issuing/urls.ts'

const CLOCK_TOLERANCE_MS = 60_000

/** Signed status lists, signed again only when somebody was withdrawn since. */
export function createStatusLists(deps: Deps): (id: string) => Promise<JsonObject> {
  const signed = new Map<string, { revoked: string; document: Promise<JsonObject> }>()
  const urls = publicUrls(deps.toolUrl)

  return async (id) => {
    const list = await deps.store.credentials.statusList(id)
    if (!list) throw new AppError('status_list_not_found', 404, 'no such status list')
    const indexes = await deps.store.credentials.revokedIndexes(id)
    const revoked = indexes.join(',')
    const known = signed.get(id)
    if (known?.revoked === revoked) return known.document
    const now = `${isoNow(deps.clock).slice(0, 19)}Z`
    // A list may be signed while a verifier is at work, whose "now" is then some moments old: it must not find a list of the future.
    const validFrom = new Date(deps.clock.now() - CLOCK_TOLERANCE_MS).toISOString()
    const document = deps.issuerKeys.current(list.issuerId).then((key) =>
      signCredential(
        buildStatusList({
          id: urls.statusList(id),
          issuerId: urls.issuer(list.issuerId),
          indexes,
          validFrom,
        }),
        key,
        now,
      ),
    )
    signed.set(id, { revoked, document })
    document.catch(() => signed.delete(id))
    return document
  }
}
