import { verifyCredential } from '@digitalcredentials/verifier-core'
import { expect } from 'chai'
import type { JsonObject } from '../../../src/openbadges/index.ts'
import { issuer, issuerKey } from '../../openbadges/support/factories.ts'
import { issuerSite, type Site } from '../../openbadges/support/site.ts'
import { tokenKey } from '../../openbadges/support/tokens.ts'
import { signed } from '../../openbadges/support/verifying.ts'

interface Step {
  readonly id: string
  readonly valid: boolean
}

/** The steps that the verifier logs, or the names of its fatal errors. */
async function steps(credential: JsonObject, site: Site): Promise<string[]> {
  const { fetch } = globalThis
  globalThis.fetch = site.fetch
  try {
    const answer: unknown = await verifyCredential({
      credential: structuredClone(credential),
      knownDIDRegistries: [],
    } as never)
    const { log = [], errors = [] } = answer as { log?: Step[]; errors?: { name: string }[] }
    return [...log.map(({ id, valid }) => `${id}: ${valid}`), ...errors.map(({ name }) => name)]
  } finally {
    globalThis.fetch = fetch
  }
}

const SCHEMA = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json'

/** The verifier asks for the key under its own full address, fragment included, and wants the key alone. */
async function siteWithKey(revoked: readonly number[] = []): Promise<Site> {
  const site = await issuerSite(revoked, [tokenKey().published])
  const { id, publicKeyMultibase } = await issuerKey()
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id,
    type: 'Multikey',
    controller: issuer.id,
    publicKeyMultibase,
  }
  site.set(id, method)
  // It fetches the published schema, which has a test of its own.
  site.set(SCHEMA, {})
  return site
}

describe('@digitalcredentials/verifier-core', () => {
  it('accepts a credential as it is issued', async () => {
    const found = await steps(await signed(), await siteWithKey())
    expect(found).to.include.members(['valid_signature: true', 'expiration: true', 'revocation_status: true'])
  })

  it('accepts one that ends and says where it can be had anew', async () => {
    const ending = { validUntil: '2027-11-12T09:30:00Z', refreshUrl: 'https://badges.example.org/r' }
    const found = await steps(await signed(ending), await siteWithKey())
    expect(found).to.include.members(['valid_signature: true', 'expiration: true', 'revocation_status: true'])
  })

  it('refuses one that was changed', async () => {
    const found = await steps({ ...(await signed()), name: 'Doctor' }, await siteWithKey())
    expect(found).to.not.include('valid_signature: true')
    expect(found).to.include('invalid_signature')
  })

  it('sees that one was withdrawn', async () => {
    expect(await steps(await signed(), await siteWithKey([94]))).to.include('revocation_status: false')
  })
})
