import { exportJWK, generateKeyPair, type JWK } from 'jose'

export interface KeyPair {
  readonly privateJwk: JWK
  readonly publicJwk: JWK
}

async function keyPair(kid: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true })
  const about = { kid, alg: 'RS256', use: 'sig' }
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...about },
    publicJwk: { ...(await exportJWK(publicKey)), ...about },
  }
}

/** Made once for all tests: RSA keys are slow to make. */
export const platformKey = await keyPair('platform-1')
export const nextPlatformKey = await keyPair('platform-2')
export const strangersKey = await keyPair('stranger-1')
export const toolKey = await keyPair('tool-1')
