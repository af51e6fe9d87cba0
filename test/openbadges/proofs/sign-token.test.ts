import { generateKeyPairSync } from 'node:crypto'
import { expect } from 'chai'
import { createLocalJWKSet, importJWK, jwtVerify } from 'jose'
import {
  BadgeError,
  buildCredential,
  buildRevocationList,
  type JsonObject,
  signToken,
} from '../../../src/openbadges/index.ts'
import { credentialInput, HOST, issuer, NOW, RECIPIENT } from '../support/factories.ts'
import { issuerSite, type Site } from '../support/site.ts'
import { parts, tokenKey } from '../support/tokens.ts'
import { check, signed, troubles, verify } from '../support/verifying.ts'

const UNTIL = '2027-11-12T09:30:00Z'

describe('a credential as a token', () => {
  const key = tokenKey()
  let site: Site
  beforeEach(async () => {
    site = await issuerSite([], [key.published])
  })
  const token = (changes: Parameters<typeof credentialInput>[0] = {}, signedAt = NOW) =>
    signToken(buildCredential(credentialInput(changes)), key.signing, signedAt)

  it('is a JWT that jose verifies with the key at the address that it names', async () => {
    const { header, payload } = parts(await token({ validUntil: UNTIL }))
    expect(header).to.deep.equal({ alg: 'RS256', kid: key.published.id, typ: 'JWT' })
    const bare = await importJWK(key.published.jwk as object, 'RS256')
    const verified = await jwtVerify(await token({ validUntil: UNTIL }), bare, {
      issuer: issuer.id,
      algorithms: ['RS256'],
      currentDate: new Date(NOW),
    })
    expect(verified.payload).to.deep.equal(payload)
    const set = createLocalJWKSet({ keys: [{ ...key.published.jwk, kid: key.published.id } as never] })
    await jwtVerify(await token(), set, { currentDate: new Date(NOW) })
  })

  it('says as claims what the credential says, and the credential word for word', async () => {
    const credential = buildCredential(credentialInput({ validUntil: UNTIL }))
    const { payload } = parts(await token({ validUntil: UNTIL }))
    expect(payload).to.deep.equal({
      ...credential,
      iss: issuer.id,
      jti: `${HOST}/credentials/c1`,
      sub: (credential.credentialSubject as JsonObject).id,
      nbf: Date.parse('2026-11-12T09:30:00Z') / 1000,
      exp: Date.parse(UNTIL) / 1000,
      iat: Date.parse(NOW) / 1000,
    })
    expect(parts(await token()).payload).to.not.have.property('exp')
  })

  it('names a list of withdrawn credentials by id where there is one, and is valid by it', async () => {
    const url = `${HOST}/status/revoked/1`
    const document = buildCredential(credentialInput({ validUntil: UNTIL, refreshUrl: `${HOST}/r` }))
    const withList = await signToken(document, key.signing, NOW, url)
    const { payload } = parts(withList)
    expect(payload.credentialStatus).to.deep.equal({ id: url, type: '1EdTechRevocationList' })
    const contexts = payload['@context'] as string[]
    expect(contexts.filter((context) => context.endsWith('/extensions.json'))).to.have.length(1)
    const row = { at: NOW, reason: 'By mistake' }
    const list = (ids: string[]) =>
      buildRevocationList({ id: url, issuerId: issuer.id, revoked: ids.map((id) => ({ id, ...row })) })
    site.set(url, list([`${HOST}/credentials/another`]))
    expect((await verify(withList, site)).verdict).to.equal('valid')
    site.set(url, list([`${HOST}/credentials/another`, `${HOST}/credentials/c1`]))
    expect(troubles(await verify(withList, site))).to.deep.equal(['status: fail'])
    site.set(url, { ...list([]), issuer: 'https://elsewhere.example/issuers/1' })
    expect(troubles(await verify(withList, site))).to.deep.equal(['status: unknown'])
    site.remove(url)
    expect(troubles(await verify(withList, site))).to.deep.equal(['status: unknown'])
  })

  it('leaves the proof of a document behind', async () => {
    const { payload } = parts(await signToken(await signed(), key.signing, NOW))
    expect(payload).to.not.have.property('proof')
  })

  it('is valid here, for its recipient too', async () => {
    const report = await verify(await token({ validUntil: UNTIL }), site, { recipient: RECIPIENT })
    expect([report.verdict, troubles(report)]).to.deep.equal(['valid', []])
  })

  it('does not stand once it was withdrawn, or its end has come', async () => {
    const withdrawn = await issuerSite([94], [key.published])
    expect(troubles(await verify(await token(), withdrawn))).to.deep.equal(['status: fail'])
    const over = await verify(await token({ validUntil: '2026-11-20T00:00:00Z' }), site)
    expect(troubles(over)).to.deep.equal(['validity: fail'])
  })

  it('is refused with any word changed, signed by another key, or cut short', async () => {
    const [header, payload = '', signature] = (await token()).split('.')
    const other = JSON.parse(Buffer.from(payload, 'base64url').toString()) as JsonObject
    other.name = 'Doctor'
    const changed = Buffer.from(JSON.stringify(other)).toString('base64url')
    const stranger = tokenKey()
    const forged = await signToken(
      buildCredential(credentialInput()),
      { ...stranger.signing, kid: key.signing.kid },
      NOW,
    )
    for (const bad of [
      `${header}.${changed}.${signature}`,
      forged,
      `${header}.${payload}.${signature?.slice(4)}`,
    ])
      expect(check(await verify(bad, site), 'proof')?.outcome).to.equal('fail')
  })

  it('is not the issuer’s with a key that its page does not name', async () => {
    const stranger = tokenKey()
    site.set(stranger.published.id, stranger.published.jwk)
    const forged = await signToken(buildCredential(credentialInput()), stranger.signing, NOW)
    expect(troubles(await verify(forged, site))).to.deep.equal(['issuer: fail'])
  })

  it('stands when its key came into wrong hands later, and does not when it was signed since', async () => {
    const gone = await issuerSite([], [{ ...key.published, revoked: '2026-11-22T00:00:00Z' }])
    expect((await verify(await token({}, '2026-11-21T00:00:00Z'), gone)).verdict).to.equal('valid')
    expect(troubles(await verify(await token({}, NOW), gone))).to.deep.equal(['issuer: fail'])
  })

  it('comes out the same for the same credential, key and second', async () => {
    expect(await token()).to.equal(await token())
  })

  it('is not signed with another kind of key, a short one, or half a character', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const refused = async (work: Promise<string>) => {
      const error = await work.catch((caught: unknown) => caught)
      expect(error).to.be.instanceOf(BadgeError).with.property('code', 'signing_failed')
    }
    const document = buildCredential(credentialInput())
    await refused(signToken(document, { ...key.signing, privateKey }, NOW))
    await refused(signToken(document, tokenKey(1024).signing, NOW))
    await refused(signToken({ ...document, name: '\ud83d' }, key.signing, NOW))
  })
})
