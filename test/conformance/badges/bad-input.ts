import { gzipSync } from 'node:zlib'
import {
  bakePng,
  bakeSvg,
  buildCredential,
  buildStatusList,
  type JsonObject,
  signCredential,
  type Verdict,
} from '../../../src/openbadges/index.ts'
import { credentialInput, HOST, issuer, issuerKey, NOW } from '../../openbadges/support/factories.ts'
import { packedItxt, picture, plainItxt, withChunks } from '../../openbadges/support/png.ts'
import type { Site } from '../../openbadges/support/site.ts'
import { signed } from '../../openbadges/support/verifying.ts'

/** Where the bad input's own host is, and what the issuer's host answers. */
export interface Surroundings {
  /** A host that redirects for ever at `/round`, sends without end at `/endless` and one byte a second at `/drip`. */
  readonly host: string
  readonly site: Site
}

export interface BadInput {
  readonly verdict: Verdict
  /** The check that says why. */
  readonly check: string
  make(surroundings: Surroundings): Promise<Buffer | string>
}

const MEGABYTE = 1024 * 1024

/** A good credential of which something is another, with the proof that it had. */
const changed = async (change: (credential: JsonObject) => object) => {
  const credential = await signed()
  return JSON.stringify({ ...credential, ...change(credential) })
}

const withList = async (listUrl: string) => JSON.stringify(await signed({ status: { listUrl, index: 94 } }))

const token = (header: object, signature: string) =>
  [header, buildCredential(credentialInput())]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .concat(signature)
    .join('.')

const unreadable = (make: () => Buffer | string): BadInput => ({
  verdict: 'invalid',
  check: 'parse',
  make: async () => make(),
})

const failing = (check: string, make: BadInput['make']): BadInput => ({ verdict: 'invalid', check, make })
const open = (check: string, make: BadInput['make']): BadInput => ({ verdict: 'unknown', check, make })

/** A status list of the issuer's, signed as it should be, with another bitstring inside. */
async function listWith(bits: Buffer | null, issuerId = issuer.id): Promise<JsonObject> {
  const list = buildStatusList({
    id: `${HOST}/status/1`,
    issuerId,
    indexes: [],
    validFrom: '2026-11-01T00:00:00Z',
  })
  const subject = list.credentialSubject as JsonObject
  const encodedList = bits && `u${gzipSync(bits).toString('base64url')}`
  const changed = { ...list, credentialSubject: { ...subject, ...(encodedList && { encodedList }) } }
  return signCredential(changed, await issuerKey(), NOW)
}

export const BAD_INPUT: Readonly<Record<string, BadInput>> = {
  'two chunks in one image': unreadable(() =>
    withChunks(picture(), plainItxt('openbadgecredential', '{}'), plainItxt('openbadgecredential', '{}')),
  ),
  'a chunk whose CRC is wrong': unreadable(() => {
    const baked = bakePng(picture(), { ob3: '{"a":"credential"}' })
    const at = baked.indexOf('credential"}')
    baked.write('CREDENTIAL', at, 'latin1')
    return baked
  }),
  'an image that is cut off': unreadable(() => bakePng(picture(), { ob3: '{}' }).subarray(0, 70)),
  'a chunk that unpacks to 256 MB': unreadable(() =>
    withChunks(picture(), packedItxt('openbadgecredential', Buffer.alloc(256 * MEGABYTE, 0x20))),
  ),
  'a file of 50 MB': unreadable(() => Buffer.alloc(50 * MEGABYTE, 0x20)),
  'JSON that is 10,000 deep': unreadable(() => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`),
  'an SVG with entities that multiply': unreadable(
    () =>
      `<!DOCTYPE svg [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]><svg xmlns="http://www.w3.org/2000/svg">&b;</svg>`,
  ),
  'an SVG with a script, around a credential that was changed': failing('proof', async () => {
    const doctor = await changed(() => ({ name: 'Doctor' }))
    return bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', doctor)
  }),
  'a token that nobody signed (alg none)': unreadable(() => token({ alg: 'none' }, '')),
  'a token signed with the public key as its secret': failing('proof', async () =>
    token({ alg: 'HS256', kid: `${issuer.id}/keys/1` }, Buffer.alloc(32, 1).toString('base64url')),
  ),
  'an issuer that is a did:web of a private address': open('issuer', async () =>
    JSON.stringify(await signed({ issuer: { ...issuer, id: 'did:web:10.0.0.1' } })),
  ),
  'a status list that redirects for ever': open('status', ({ host }) => withList(`${host}/round`)),
  'a status list of more than a gigabyte': open('status', ({ host }) => withList(`${host}/endless`)),
  'a status list that comes a byte a second': open('status', ({ host }) => withList(`${host}/drip`)),
  'a status list that unpacks to 256 MB': open('status', async ({ site }) => {
    site.set(`${HOST}/status/1`, await listWith(Buffer.alloc(256 * MEGABYTE)))
    return withList(`${HOST}/status/1`)
  }),
  'a status list of another issuer': open('status', async ({ site }) => {
    site.set(`${HOST}/status/1`, await listWith(null, `${HOST}/issuers/2`))
    return withList(`${HOST}/status/1`)
  }),
  'two subjects where one was signed': failing('proof', () =>
    changed(({ credentialSubject }) => ({ credentialSubject: [credentialSubject, credentialSubject] })),
  ),
  'no subject': failing('schema', () => changed(() => ({ credentialSubject: undefined }))),
  'a beginning that is no date': failing('schema', () => changed(() => ({ validFrom: '2026-13-45' }))),
  'an end in the year 99999': failing('schema', () =>
    changed(() => ({ validUntil: '+099999-01-01T00:00:00Z' })),
  ),
}
