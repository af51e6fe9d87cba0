import { expect } from 'chai'
import { CompactSign, exportJWK, exportSPKI, generateKeyPair, type JWK } from 'jose'
import { buildCredential, type JsonObject } from '../../../src/openbadges/index.ts'
import { credentialInput, HOST, issuer } from '../support/factories.ts'
import { createSite, issuerSite, type Site } from '../support/site.ts'
import { check, troubles, verify } from '../support/verifying.ts'

const KEY = `${issuer.id}/keys/1`

interface Signer {
  readonly jwk: JWK
  sign(payload: object, header?: object): Promise<string>
}

async function signer(alg = 'RS256'): Promise<Signer> {
  const pair = await generateKeyPair(alg, { extractable: true })
  return {
    jwk: await exportJWK(pair.publicKey),
    sign: (payload, header = { kid: KEY }) =>
      new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg, typ: 'JWT', ...header })
        .sign(pair.privateKey),
  }
}

/** A credential without a status, with the claims that OB 3.0 §8.2.2 asks for. */
function payload(changes: JsonObject = {}): JsonObject {
  const { credentialStatus: _, ...credential } = buildCredential(credentialInput())
  return {
    ...credential,
    iss: issuer.id,
    jti: credential.id as string,
    sub: (credential.credentialSubject as JsonObject).id as string,
    nbf: Date.parse(String(credential.validFrom)) / 1000,
    ...changes,
  }
}

describe('a badge that is a token', () => {
  let own: Signer
  let stranger: Signer
  let site: Site
  before(async () => {
    own = await signer()
    stranger = await signer()
    site = await issuerSite()
    site.set(KEY, own.jwk as JsonObject)
  })

  it('is not the issuer’s where the issuer’s page names other keys', async () => {
    expect(troubles(await verify(await own.sign(payload()), site))).to.deep.equal(['issuer: fail'])
  })

  it('is valid where its key is published at the issuer’s own address', async () => {
    const bare = createSite()
    bare.set(KEY, own.jwk as JsonObject)
    const { verdict, checks } = await verify(await own.sign(payload()), bare)
    expect(verdict, JSON.stringify(checks)).to.equal('valid')
  })

  for (const alg of ['RS256', 'ES256', 'EdDSA']) {
    it(`is valid with ${alg} and a key in its header that the issuer’s page names`, async () => {
      const signing = await signer(alg)
      const page = createSite()
      page.set(issuer.id, {
        id: issuer.id,
        verificationMethod: [{ id: `${issuer.id}#1`, publicKeyJwk: signing.jwk as JsonObject }],
      })
      const { verdict, checks } = await verify(await signing.sign(payload(), { jwk: signing.jwk }), page)
      expect(verdict, JSON.stringify(checks)).to.equal('valid')
    })
  }

  it('is not its issuer’s because it brings a key along', async () => {
    const report = await verify(await stranger.sign(payload(), { jwk: stranger.jwk }), site)
    expect(check(report, 'proof')?.outcome).to.equal('pass')
    expect(check(report, 'issuer')?.outcome).to.equal('fail')
    expect(report.verdict).to.equal('invalid')
  })

  it('is refused where another key signed than the one at its address', async () => {
    const report = await verify(await stranger.sign(payload()), site)
    expect(check(report, 'proof')?.outcome).to.equal('fail')
  })

  it('is refused where its header names two keys', async () => {
    const report = await verify(await own.sign(payload(), { kid: KEY, jwk: stranger.jwk }), site)
    expect(check(report, 'proof')?.message).to.include('two keys')
  })

  it('cannot have its key put into another issuer’s mouth by a neighbour on the same host', async () => {
    const neighbour = createSite()
    neighbour.set(`${HOST}/users/mallory/key`, stranger.jwk as JsonObject)
    const token = await stranger.sign(payload(), { kid: `${HOST}/users/mallory/key` })
    expect(troubles(await verify(token, neighbour))).to.deep.equal(['issuer: unknown'])
  })

  for (const [claim, value] of Object.entries({
    iss: 'https://evil.example',
    jti: 'urn:uuid:0',
    sub: 'urn:uuid:1',
    nbf: 1,
    exp: 4_102_444_800,
  })) {
    it(`is refused where its claim ${claim} contradicts the badge`, async () => {
      const report = await verify(await own.sign(payload({ [claim]: value })), site)
      expect(check(report, 'proof')).to.deep.include({ outcome: 'fail' })
      expect(check(report, 'proof')?.message).to.include(claim)
    })
  }

  it('is refused without a signature, or with a secret shared by all who can read the key', async () => {
    const [, body = ''] = (await own.sign(payload())).split('.')
    const head = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url')
    for (const header of [{ alg: 'none' }, { alg: 'HS256', kid: KEY }, { alg: 'RS256' }, { alg: 5 }]) {
      const report = await verify(`${head(header)}.${body}.c2ln`, site)
      expect(report.verdict, JSON.stringify(header)).to.equal('invalid')
    }
  })

  it('stays unknown where its header asks for rules that are not known', async () => {
    const [, body = ''] = (await own.sign(payload())).split('.')
    const head = Buffer.from(JSON.stringify({ alg: 'RS256', kid: KEY, crit: ['x'] })).toString('base64url')
    expect((await verify(`${head}.${body}.c2ln`, site)).verdict).to.equal('unknown')
  })

  it('stays unknown offline, where its key has to be fetched', async () => {
    expect((await verify(await own.sign(payload()), null)).verdict).to.equal('unknown')
  })

  it('may hold its badge in the claim vc, as the older data model has it', async () => {
    const bare = createSite()
    bare.set(KEY, own.jwk as JsonObject)
    const { iss = '', jti = '', sub = '', nbf = 0, validFrom = '', ...credential } = payload()
    const vc = {
      ...credential,
      '@context': [
        'https://www.w3.org/2018/credentials/v1',
        'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
      ],
      issuanceDate: validFrom,
    }
    const { verdict, checks } = await verify(await own.sign({ vc, iss, jti, sub, nbf }), bare)
    expect(verdict, JSON.stringify(checks)).to.equal('valid')
  })
})

describe('a signed Open Badges 2.0 assertion', () => {
  const at = (path: string) => `https://badges.example/${path}`
  const assertion = {
    '@context': 'https://w3id.org/openbadges/v2',
    id: 'urn:uuid:9c8a',
    type: 'Assertion',
    recipient: { type: 'email', hashed: false, identity: 'learner@example.com' },
    badge: at('badge'),
    verification: { type: 'SignedBadge', creator: at('key') },
    issuedOn: '2026-01-05T00:00:00Z',
  }
  let own: Signer
  let pem: string
  before(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    pem = await exportSPKI(pair.publicKey)
    own = {
      jwk: {},
      sign: (body) =>
        new CompactSign(Buffer.from(JSON.stringify(body)))
          .setProtectedHeader({ alg: 'RS256' })
          .sign(pair.privateKey),
    }
  })
  function host(profile: JsonObject = {}): Site {
    const site = createSite()
    site.set(at('badge'), { id: at('badge'), type: 'BadgeClass', issuer: at('issuer') })
    site.set(at('issuer'), {
      id: at('issuer'),
      type: 'Profile',
      name: 'Us',
      publicKey: at('key'),
      ...profile,
    })
    site.set(at('key'), { id: at('key'), type: 'CryptographicKey', owner: at('issuer'), publicKeyPem: pem })
    return site
  }

  it('is valid where its issuer names the key', async () => {
    const { verdict, checks } = await verify(await own.sign(assertion), host(), {
      recipient: 'learner@example.com',
    })
    expect(verdict, JSON.stringify(checks)).to.equal('valid')
  })

  it('is invalid where the issuer’s page names another key, or the key another owner', async () => {
    const token = await own.sign(assertion)
    expect((await verify(token, host({ publicKey: at('other') }))).verdict).to.equal('invalid')
    const site = host()
    site.set(at('key'), { id: at('key'), owner: at('somebody'), publicKeyPem: pem })
    expect((await verify(token, site)).verdict).to.equal('invalid')
  })

  it('is invalid once its issuer’s list has it, and unknown where the list cannot be read', async () => {
    const token = await own.sign(assertion)
    const site = host({ revocationList: at('revoked') })
    expect((await verify(token, site)).verdict).to.equal('unknown')
    site.set(at('revoked'), { id: at('revoked'), type: 'RevocationList', revokedAssertions: [] })
    expect((await verify(token, site)).verdict).to.equal('valid')
    site.set(at('revoked'), {
      id: at('revoked'),
      revokedAssertions: [{ id: assertion.id, revocationReason: 'x' }],
    })
    expect((await verify(token, site)).verdict).to.equal('invalid')
  })
})
