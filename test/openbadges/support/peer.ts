import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { verifyCredential } from '@digitalbazaar/vc'
import { buildIssuerProfile, type JsonObject, loadContext } from '../../../src/openbadges/index.ts'
import { issuer, issuerKey, NOW } from './factories.ts'
import { tokenKey } from './tokens.ts'

/** `@digitalbazaar/vc` as a verifier: it knows contexts from the disk, the issuer's page and the key on it. */
export async function createPeer(): Promise<(credential: JsonObject) => Promise<boolean>> {
  const key = await issuerKey()
  const profile = buildIssuerProfile(issuer, [key.publicKeyMultibase], {}, [tokenKey().published])
  const [method] = profile.verificationMethod as JsonObject[]
  const known: Record<string, JsonObject | undefined> = { [issuer.id]: profile, [key.id]: method }
  return async (credential) => {
    const { verified } = await verifyCredential({
      credential,
      suite: new DataIntegrityProof({ cryptosuite }),
      now: NOW,
      documentLoader: async (url) =>
        known[url] ? { contextUrl: null, documentUrl: url, document: known[url] } : loadContext(url),
      checkStatus: async () => ({ verified: true }),
    })
    return verified
  }
}

/** Whether `@digitalbazaar/vc` verifies a credential. */
export async function verifiesElsewhere(credential: JsonObject): Promise<boolean> {
  return (await createPeer())(credential)
}
