import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { expect } from 'chai'
import { buildIssuerProfile, type JsonObject, loadContext } from '../../../src/openbadges/index.ts'
import { issuer, issuerKey, NOW } from '../../openbadges/support/factories.ts'
import { signed } from '../../openbadges/support/verifying.ts'

/** Contexts from the disk, the issuer's page and its key from the page. */
async function loader(): Promise<(url: string) => Promise<unknown>> {
  const key = await issuerKey()
  const profile = buildIssuerProfile(issuer, [key.publicKeyMultibase])
  const [method] = profile.verificationMethod as JsonObject[]
  return async (url) => {
    if (url === issuer.id) return { document: profile, documentUrl: url }
    if (url === key.id) return { document: method, documentUrl: url }
    return loadContext(url)
  }
}

async function accepts(credential: JsonObject): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite })
  const checkStatus = async () => ({ verified: true })
  const result = await verifyCredential({
    credential,
    suite,
    documentLoader: await loader(),
    now: NOW,
    checkStatus,
  })
  return result.verified
}

describe('@digitalbazaar/vc', () => {
  it('accepts a credential as it is issued', async () => {
    expect(await accepts(await signed())).to.equal(true)
  })

  it('accepts one with evidence, and refuses it once a word of the evidence is another', async () => {
    const evidence = [
      { url: null, name: 'Impact on own practice', narrative: 'I ask {first}.' },
      { url: 'https://example.org/%7Bx%7D?a=1', name: 'Link', narrative: null },
    ]
    const credential = await signed({ evidence })
    expect(await accepts(credential)).to.equal(true)
    const changed = { ...credential, evidence: [{ type: ['Evidence'], name: 'I did it all' }] }
    expect(await accepts(changed)).to.equal(false)
  })

  it('refuses one that was changed', async () => {
    expect(await accepts({ ...(await signed()), name: 'Doctor' })).to.equal(false)
  })
})
