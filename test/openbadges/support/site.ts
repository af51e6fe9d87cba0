import {
  buildAssertion20,
  buildBadgeClass20,
  buildIssuer20,
  buildIssuerProfile,
  buildStatusList,
  type Fetch,
  type JsonObject,
  type PublishedTokenKey,
  signCredential,
} from '../../../src/openbadges/index.ts'
import { achievement, credentialInput, HOST, issuer, issuerKey, NOW } from './factories.ts'

export interface Site {
  readonly fetch: Fetch
  /** Addresses asked for, in order. */
  readonly asked: string[]
  set(url: string, document: JsonObject | string, status?: number): void
  remove(url: string): void
}

/** A host that answers the given documents, and 404 for all else. */
export function createSite(): Site {
  const pages = new Map<string, { body: string; status: number }>()
  const asked: string[] = []
  const answer = async (input: string | URL | Request): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input)
    asked.push(url)
    const page = pages.get(url)
    return page
      ? new Response(page.body, { status: page.status })
      : new Response('not found', { status: 404 })
  }
  return {
    fetch: answer as Fetch,
    asked,
    set(url, document, status = 200) {
      pages.set(url, { body: typeof document === 'string' ? document : JSON.stringify(document), status })
    },
    remove(url) {
      pages.delete(url)
    },
  }
}

/** The issuer's host with everything on it that a verifier asks for. */
export async function issuerSite(
  revoked: readonly number[] = [],
  tokenKeys: readonly PublishedTokenKey[] = [],
): Promise<Site> {
  const key = await issuerKey()
  const site = createSite()
  const list = buildStatusList({
    id: `${HOST}/status/1`,
    issuerId: issuer.id,
    indexes: revoked,
    validFrom: '2026-11-01T00:00:00Z',
  })
  site.set(issuer.id, buildIssuerProfile(issuer, [key.publicKeyMultibase], {}, tokenKeys))
  for (const { id, jwk } of tokenKeys) site.set(id, jwk)
  site.set(`${HOST}/status/1`, await signCredential(list, key, NOW))
  site.set(issuer.ob2Id, buildIssuer20(issuer))
  site.set(achievement.ob2Id, buildBadgeClass20(achievement, issuer))
  site.set(credentialInput().ob2Id, buildAssertion20(credentialInput()))
  return site
}
