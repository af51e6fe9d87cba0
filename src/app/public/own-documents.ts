import type { JsonObject } from '../../openbadges/index.ts'
import type { Credentials } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { publicUrls } from '../issuing/urls.ts'

export type OwnDocuments = Pick<
  Credentials,
  'statusList' | 'issuer' | 'ob2Issuer' | 'badgeClass' | 'assertion'
>

/** The keys of our issuers by the ids that they had under former addresses; revoked ones are left for their documents to tell of. */
export async function trustedKeysOf({ store, issuerKeys, formerUrls }: Deps): Promise<Map<string, string[]>> {
  const trusted = new Map<string, string[]>()
  if (formerUrls.length === 0) return trusted
  for (const { id } of await store.issuers.list()) {
    const [published, revoked] = await Promise.all([issuerKeys.published(id), issuerKeys.revoked(id)])
    if (Object.keys(revoked).length > 0) continue
    for (const url of formerUrls) trusted.set(publicUrls(url).issuer(id), published)
  }
  return trusted
}

/** A fetch that answers for our own former addresses by itself: the old host may be gone, or point elsewhere. */
export function ownFetch(
  outside: typeof globalThis.fetch,
  formerly: ReadonlyMap<string, OwnDocuments>,
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input))
    const own = formerly.get(url.origin)
    const found = own && (await documentAt(own, url.pathname))
    return found ?? outside(input, init)
  }
}

async function documentAt(own: OwnDocuments, path: string): Promise<Response | null> {
  const [, collection, id = ''] = /^\/((?:ob2\/)?[a-z]+)\/([\w-]+)(?:\.json)?$/.exec(path) ?? []
  const answer = (document: JsonObject, status = 200) =>
    new Response(JSON.stringify(document), { status, headers: { 'content-type': 'application/ld+json' } })
  try {
    if (collection === 'status') return answer(await own.statusList(id))
    if (collection === 'issuers') return answer((await own.issuer(id)).document)
    if (collection === 'ob2/issuers') return answer(await own.ob2Issuer(id))
    if (collection === 'ob2/badges') return answer(await own.badgeClass(id))
    if (collection === 'ob2/assertions') {
      const { document, gone } = await own.assertion(id)
      return answer(document, gone ? 410 : 200)
    }
    return null
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return new Response(null, { status: 404 })
    throw error
  }
}
