import { exportJWK, generateKeyPair } from 'jose'
import { createSigningKey } from '../../openbadges/index.ts'

/** A new key as the database keeps it, before its private half is sealed. */
export interface KeyMaterial {
  readonly id: string
  readonly publicKey: string
  readonly secret: string
}

/** RS256, as the LTI security framework §5.3 and OB 3.0 §8.2.1 want it: JWKs as JSON. */
export async function newRsaKey(id: string): Promise<KeyMaterial> {
  const pair = await generateKeyPair('RS256', { extractable: true })
  const facts = { kid: id, alg: 'RS256', use: 'sig' }
  return {
    id,
    publicKey: JSON.stringify({ ...(await exportJWK(pair.publicKey)), ...facts }),
    secret: JSON.stringify({ ...(await exportJWK(pair.privateKey)), ...facts }),
  }
}

/** Ed25519: multibase text. */
export async function newBadgeKey(id: string, controller: string): Promise<KeyMaterial> {
  const { publicKeyMultibase, secretKeyMultibase } = await createSigningKey(controller)
  return { id, publicKey: publicKeyMultibase, secret: secretKeyMultibase }
}
