/** A badge as the benchmarks sign, bake and verify it, and their peers: the same document, the same picture, the same key. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { from } from '@digitalbazaar/ed25519-multikey'
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite'
import { issue } from '@digitalbazaar/vc'
import { importPKCS8, type JWTPayload, SignJWT } from 'jose'
import pngitxt from 'png-itxt'
import {
  buildCredential,
  drawBadge,
  type JsonObject,
  loadContext,
  type SigningKey,
  type TokenSigningKey,
} from '../../src/openbadges/index.ts'
import { credentialInput, HOST, NOW } from '../../test/openbadges/support/factories.ts'

/** Unsigned credentials of one achievement, one a learner. */
export function unsigned(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) =>
    buildCredential(
      credentialInput({
        id: `${HOST}/credentials/${randomBytes(16).toString('hex')}`,
        status: { listUrl: `${HOST}/status/1`, index },
        narrative: `Attended ${1 + (index % 5)} of 5 sessions. Handed in "Unit 2: reflection".`,
      }),
    ),
  )
}

/** Signs as `@digitalbazaar/vc` is meant to be used: the key and the suite are made once. */
export async function vcSigner(key: SigningKey): Promise<(document: JsonObject) => Promise<JsonObject>> {
  const pair = await from({ type: 'Multikey', ...key })
  return async (credential) => {
    const suite = new DataIntegrityProof({ signer: pair.signer(), date: NOW, cryptosuite })
    return (await issue({ credential, suite, documentLoader: loadContext, now: NOW })) as JsonObject
  }
}

/** Signs tokens as jose is meant to be used: a CryptoKey, imported once. */
export function joseSigner({ kid, privateKey }: TokenSigningKey): (document: JsonObject) => Promise<string> {
  const key = importPKCS8(String(privateKey.export({ type: 'pkcs8', format: 'pem' })), 'RS256')
  const seconds = (iso: unknown) => Date.parse(String(iso)) / 1000
  return async (document) => {
    const claims = {
      iss: (document.issuer as JsonObject).id,
      jti: document.id,
      sub: (document.credentialSubject as JsonObject).id,
      nbf: seconds(document.validFrom),
      iat: seconds(NOW),
    }
    return new SignJWT({ ...document, ...claims } as JWTPayload)
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .sign(await key)
  }
}

/** Bakes with `png-itxt`. */
export function bakeElsewhere(png: Buffer, value: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const baking = pngitxt.set({ keyword: 'openbadgecredential', value })
    const parts: Buffer[] = []
    baking.on('data', (part: Buffer) => parts.push(part))
    baking.on('end', () => resolve(Buffer.concat(parts)))
    baking.on('error', reject)
    baking.end(png)
  })
}

/** A badge as the product draws it. */
export function picture(size: number): Buffer {
  const template = readFileSync(new URL('../../config/art/completed.svg', import.meta.url), 'utf8')
  return drawBadge(
    template,
    { level: 'Completed', course: 'Teaching Online', issuer: 'Riverside College' },
    { size },
  )
}

/** Works on all items, so many at once. */
export async function inFlight<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>) {
  const results: R[] = []
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T)
  }
  await Promise.all(Array.from({ length: most }, worker))
  return results
}

/** Items a second. */
export async function rate(count: number, work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return count / ((performance.now() - start) / 1000)
}

export const whole = (value: number): string => value.toFixed(0)
