import { expect } from 'chai'
import type { JsonObject } from '../../../src/openbadges/index.ts'
import { createFetchDocument } from '../../../src/openbadges/verify/http.ts'
import { resolveMethod } from '../../../src/openbadges/verify/verification-method.ts'
import { issuerKey, strangersKey } from '../support/factories.ts'
import { createSite } from '../support/site.ts'

const CONTROLLER = 'https://keys.example/issuer'

/** A host that publishes this under these addresses. */
async function resolve(method: string, pages: Readonly<Record<string, JsonObject>> = {}) {
  const site = createSite()
  for (const [url, document] of Object.entries(pages)) site.set(url, document)
  const found = await resolveMethod(method, createFetchDocument(site.fetch))
  return { found, asked: site.asked }
}

describe('the key that a proof names', () => {
  it('is in a did:key itself, and nobody is asked', async () => {
    const { publicKeyMultibase: key } = await issuerKey()
    for (const method of [`did:key:${key}`, `did:key:${key}#${key}`]) {
      const { found, asked } = await resolve(method)
      expect(found).to.include({ kind: 'key' })
      expect(found.kind === 'key' && found.key.fingerprint).to.equal(key)
      expect(asked).to.deep.equal([])
    }
  })

  it('is bad where a did:key names two keys, or one of another kind', async () => {
    const [mine, other] = [(await issuerKey()).publicKeyMultibase, (await strangersKey()).publicKeyMultibase]
    expect((await resolve(`did:key:${mine}#${other}`)).found).to.deep.equal({
      kind: 'bad',
      why: 'The signature names two keys at once.',
    })
    const p256 = 'zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169'
    expect((await resolve(`did:key:${p256}`)).found.kind).to.equal('bad')
  })

  it('is found by its name in the document it points at, also where the document writes the name short', async () => {
    const { publicKeyMultibase } = await issuerKey()
    const key = { id: '#first', type: 'Multikey', controller: CONTROLLER, publicKeyMultibase }
    const document = { id: CONTROLLER, verificationMethod: [key], assertionMethod: ['#first'] }
    const { found, asked } = await resolve(`${CONTROLLER}#first`, { [CONTROLLER]: document })
    expect(found.kind === 'key' && found.key).to.include({
      controller: CONTROLLER,
      fingerprint: publicKeyMultibase,
    })
    expect(asked).to.deep.equal([CONTROLLER])
  })

  it('of a did:web is in its document, at the host’s own place or in a folder', async () => {
    const { publicKeyMultibase } = await issuerKey()
    const places = {
      'did:web:keys.example': 'https://keys.example/.well-known/did.json',
      'did:web:keys.example:badges:main': 'https://keys.example/badges/main/did.json',
      'did:web:keys.example%3A8443': 'https://keys.example:8443/.well-known/did.json',
    }
    for (const [id, url] of Object.entries(places)) {
      const document = {
        id,
        verificationMethod: [{ id: `${id}#k`, type: 'Multikey', controller: id, publicKeyMultibase }],
        assertionMethod: [`${id}#k`],
      }
      const { found, asked } = await resolve(`${id}#k`, { [url]: document })
      expect(found.kind, id).to.equal('key')
      expect(asked).to.deep.equal([url])
    }
  })

  it('is unknown while its document cannot be had, and where an address is none', async () => {
    for (const method of [`${CONTROLLER}#first`, 'did:web:#k', 'did:web:%zz#k'])
      expect((await resolve(method)).found, method).to.deep.equal({
        kind: 'unknown',
        why: 'The key of the signature could not be fetched.',
      })
  })

  it('is bad where its document is there and names no such key', async () => {
    const { publicKeyMultibase } = await issuerKey()
    const key = { id: '#second', type: 'Multikey', controller: CONTROLLER, publicKeyMultibase }
    const document = { id: CONTROLLER, verificationMethod: [key], assertionMethod: ['#second'] }
    expect((await resolve(`${CONTROLLER}#first`, { [CONTROLLER]: document })).found).to.deep.equal({
      kind: 'bad',
      why: 'The key of the signature is not in the document it points at.',
    })
  })

  it('is unknown where it is of a kind that is not read yet, and bad where it can never be found', async () => {
    expect((await resolve('did:ion:EiClkZ#k')).found).to.deep.equal({
      kind: 'unknown',
      why: 'Keys of the kind did:ion are not checked yet.',
    })
    for (const method of ['did:example:123#k', 'key-1', ''])
      expect((await resolve(method)).found.kind, method).to.equal('bad')
  })
})
