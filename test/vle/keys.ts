import { randomBytes } from 'node:crypto'
import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
  SignJWT,
} from 'jose'
import type { StoredKey, VleData } from './types.ts'

export interface PlatformKeys {
  /** Signs an RS256 JWT with the newest key; `changes` replace what its header says, `undefined` leaves it out. */
  sign(payload: JWTPayload, changes?: Readonly<Record<string, unknown>>): Promise<string>
  /** The public set, newest first. */
  jwks(): { keys: JWK[] }
  /** Makes a new key; the one before stays published. */
  rotate(): Promise<void>
  /** Publishes the newest key only. */
  retire(): void
}

/** The platform's signing keys, kept in `data` so that a restart does not change them. */
export async function createKeys(data: VleData): Promise<PlatformKeys> {
  async function rotate() {
    const pair = await generateKeyPair('RS256', { extractable: true })
    data.keys.unshift({ kid: randomBytes(10).toString('hex'), privateJwk: await exportJWK(pair.privateKey) })
  }
  if (data.keys.length === 0) await rotate()
  // Importing costs as much as signing, and the benchmarks launch thousands of times.
  const imported = new Map<string, CryptoKey | Uint8Array>()
  async function privateKey({ kid, privateJwk }: StoredKey) {
    const known = imported.get(kid) ?? (await importJWK(privateJwk, 'RS256'))
    imported.set(kid, known)
    return known
  }

  return {
    async sign(payload, changes = {}) {
      const [newest] = data.keys
      if (!newest) throw new Error('The VLE has no key')
      const header: JWTHeaderParameters = { typ: 'JWT', alg: 'RS256', kid: newest.kid, ...changes }
      return new SignJWT(payload).setProtectedHeader(header).sign(await privateKey(newest))
    },
    jwks: () => ({
      keys: data.keys.map(({ kid, privateJwk: { kty = 'RSA', e = '', n = '' } }) => {
        return { kty, alg: 'RS256', kid, e, n, use: 'sig' }
      }),
    }),
    rotate,
    retire: () => void data.keys.splice(1),
  }
}
