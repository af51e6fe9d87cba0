import { expect } from 'chai'
import {
  BadgeError,
  buildCredential,
  createSigningKey,
  type JsonObject,
  loadContext,
  signCredential,
} from '../../../src/openbadges/index.ts'
import { credentialInput, issuer, issuerKey, NOW } from '../support/factories.ts'

describe('a signing key', () => {
  it('is named by its controller and itself', async () => {
    const key = await createSigningKey(issuer.id)
    expect(key.id).to.equal(`${issuer.id}#${key.publicKeyMultibase}`)
    expect(key.publicKeyMultibase).to.match(/^z6Mk/)
    expect((await createSigningKey(issuer.id)).id).to.not.equal(key.id)
  })

  it('is the same for the same seed, and a seed has 32 bytes', async () => {
    expect(await issuerKey()).to.deep.equal(await issuerKey())
    const error = await createSigningKey(issuer.id, new Uint8Array(31)).catch((fault: unknown) => fault)
    expect(error).to.be.instanceOf(BadgeError)
  })
})

describe('signing a credential', () => {
  it('adds one proof in a list and changes nothing else', async () => {
    const document = buildCredential(credentialInput())
    const before = JSON.stringify(document)
    const { proof, ...rest } = await signCredential(document, await issuerKey(), NOW)
    expect(JSON.stringify(document)).to.equal(before)
    expect(JSON.stringify(rest)).to.equal(before)
    expect(proof).to.have.length(1)
    expect((proof as JsonObject[])[0]).to.include({
      type: 'DataIntegrityProof',
      cryptosuite: 'eddsa-rdfc-2022',
      created: NOW,
      proofPurpose: 'assertionMethod',
      verificationMethod: (await issuerKey()).id,
    })
  })

  it('makes the same signature twice, for Ed25519 has no chance in it', async () => {
    const sign = async () => signCredential(buildCredential(credentialInput()), await issuerKey(), NOW)
    expect(await sign()).to.deep.equal(await sign())
  })

  it('refuses to sign a word that has no meaning in the vocabularies', async () => {
    const document = { ...buildCredential(credentialInput()), madeUpWord: 'x' }
    const error = await signCredential(document, await issuerKey(), NOW).catch((fault: unknown) => fault)
    expect(error).to.be.instanceOf(BadgeError).with.property('code', 'signing_failed')
  })
})

describe('the vocabularies', () => {
  it('come from the disk, and no other is fetched', async () => {
    expect((await loadContext('https://www.w3.org/ns/credentials/v2')).document).to.be.an('object')
    const error = await loadContext('https://example.org/context').catch((fault: unknown) => fault)
    expect(error).to.be.instanceOf(BadgeError).with.property('code', 'context_unknown')
  })
})
