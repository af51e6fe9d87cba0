import { expect } from 'chai'
import {
  bakePng,
  bakeSvg,
  buildIssuerProfile,
  buildStatusList,
  createSigningKey,
  type JsonObject,
  signCredential,
} from '../../../src/openbadges/index.ts'
import {
  credentialInput,
  HOST,
  issuer,
  issuerKey,
  NOW,
  RECIPIENT,
  strangersKey,
} from '../support/factories.ts'
import { picture } from '../support/png.ts'
import { issuerSite } from '../support/site.ts'
import { check, signed, troubles, verify } from '../support/verifying.ts'

describe('verifying an OB 3.0 credential', () => {
  it('finds a good one valid, and says so check by check', async () => {
    const report = await verify(await signed(), await issuerSite())
    expect(report.verdict).to.equal('valid')
    expect(report.checks.map(({ id, outcome }) => `${id} ${outcome}`)).to.deep.equal([
      'parse pass',
      'schema pass',
      'proof pass',
      'issuer pass',
      'status pass',
      'validity pass',
      'recipient skipped',
    ])
    expect(report.credential?.id).to.equal(credentialInput().id)
  })

  it('takes the proof as an object as well as in a list', async () => {
    const document = await signed()
    const [proof] = document.proof as JsonObject[]
    expect((await verify({ ...document, proof: proof ?? null }, await issuerSite())).verdict).to.equal(
      'valid',
    )
  })

  it('reads it from a PNG and an SVG', async () => {
    const text = JSON.stringify(await signed({ narrative: 'Wrote {x} and ]]> and "ŵ".' }))
    const site = await issuerSite()
    expect((await verify(bakePng(picture(), { ob3: text }), site)).verdict).to.equal('valid')
    expect(
      (await verify(bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"></svg>', text), site)).verdict,
    ).to.equal('valid')
  })

  it('goes by OB 3.0 where an image holds both', async () => {
    const ob2 = JSON.stringify({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://x.example/a',
    })
    const report = await verify(
      bakePng(picture(), { ob3: JSON.stringify(await signed()), ob2 }),
      await issuerSite(),
    )
    expect(report.verdict).to.equal('valid')
  })

  for (const path of ['name', 'validFrom', 'id']) {
    it(`notices a changed ${path}`, async () => {
      const document = {
        ...(await signed()),
        [path]: path === 'id' ? `${HOST}/credentials/c2` : '2026-11-11T00:00:00Z',
      }
      const report = await verify(document, await issuerSite())
      expect(report.verdict).to.equal('invalid')
      expect(check(report, 'proof')?.outcome).to.equal('fail')
    })
  }

  it('notices a signature by a key that the issuer does not name', async () => {
    const report = await verify(await signed({}, await strangersKey()), await issuerSite())
    expect(report.verdict).to.equal('invalid')
    expect(troubles(report)).to.include('issuer: fail')
  })

  it('does not take a stranger’s did:key for the issuer', async () => {
    const { publicKeyMultibase } = await strangersKey()
    const stranger = await createSigningKey(`did:key:${publicKeyMultibase}`, new Uint8Array(32).fill(9))
    expect((await verify(await signed({}, stranger), await issuerSite())).verdict).to.equal('invalid')
  })

  it('accepts a key that was retired but is still published', async () => {
    const site = await issuerSite()
    const [key, newer] = [await issuerKey(), await strangersKey()]
    site.set(issuer.id, buildIssuerProfile(issuer, [newer.publicKeyMultibase, key.publicKeyMultibase]))
    expect((await verify(await signed(), site)).verdict).to.equal('valid')
  })

  it('has no verdict while nobody can be asked', async () => {
    const report = await verify(await signed(), null)
    expect(report.verdict).to.equal('unknown')
    expect(check(report, 'proof')?.outcome).to.equal('pass')
    expect(troubles(report)).to.deep.equal(['issuer: unknown', 'status: unknown'])
  })

  it('holds with a key that was given up later, not with one given up before', async () => {
    const { publicKeyMultibase: key } = await issuerKey()
    const outcomes: string[][] = []
    for (const revoked of ['2026-11-12T09:30:01Z', '2026-11-12T09:30:00Z', 'some day']) {
      const site = await issuerSite()
      site.set(issuer.id, buildIssuerProfile(issuer, [key], { [key]: revoked }))
      outcomes.push(troubles(await verify(await signed(), site)))
    }
    expect(outcomes).to.deep.equal([[], ['issuer: fail'], ['issuer: fail']])
  })

  it('needs not ask about keys that are known already', async () => {
    const trustedKeys = new Map([[issuer.id, [(await issuerKey()).publicKeyMultibase]]])
    expect(troubles(await verify(await signed(), null, { trustedKeys }))).to.deep.equal(['status: unknown'])
  })

  it('has no verdict where the issuer’s page names no keys', async () => {
    const site = await issuerSite()
    site.set(issuer.id, { id: issuer.id, type: ['Profile'] })
    expect(troubles(await verify(await signed(), site))).to.deep.equal(['issuer: unknown'])
  })
})

describe('the dates of a credential', () => {
  it('make an expired one invalid, and one that has not begun', async () => {
    const site = await issuerSite()
    const old = await signed(
      { validFrom: '2025-01-01T00:00:00Z', validUntil: '2025-12-31T00:00:00Z' },
      undefined,
      '2025-01-01T00:00:00Z',
    )
    expect(troubles(await verify(old, site))).to.deep.equal(['validity: fail'])
    const early = await signed({ validFrom: '2027-01-01T00:00:00Z' }, undefined, '2027-01-01T00:00:00Z')
    expect(troubles(await verify(early, site))).to.deep.equal(['validity: fail'])
  })

  it('leave one valid until its last second', async () => {
    const last = await signed({ validUntil: NOW })
    expect((await verify(last, await issuerSite())).verdict).to.equal('valid')
  })
})

describe('the status of a credential', () => {
  it('makes a withdrawn one invalid, and not its neighbours', async () => {
    expect(troubles(await verify(await signed(), await issuerSite([94])))).to.deep.equal(['status: fail'])
    expect((await verify(await signed(), await issuerSite([93, 95]))).verdict).to.equal('valid')
  })

  const listUrl = `${HOST}/status/1`
  const list = (changes: Partial<{ issuerId: string; validFrom: string }> = {}) =>
    buildStatusList({
      id: listUrl,
      issuerId: issuer.id,
      indexes: [],
      validFrom: '2026-11-01T00:00:00Z',
      ...changes,
    })
  const unreliable: Readonly<Record<string, () => Promise<JsonObject | string>>> = {
    'is not there': async () => 'not json',
    'is not signed': async () => list(),
    'is signed by a stranger': async () => signCredential(list(), await strangersKey(), NOW),
    'was changed': async () => ({
      ...(await signCredential(list(), await issuerKey(), NOW)),
      validFrom: '2026-10-01T00:00:00Z',
    }),
    'is somebody else’s': async () =>
      signCredential(list({ issuerId: `${HOST}/issuers/2` }), await issuerKey(), NOW),
    'is not valid yet': async () =>
      signCredential(list({ validFrom: '2027-01-01T00:00:00Z' }), await issuerKey(), '2027-01-01T00:00:00Z'),
    'is an ordinary credential': async () => signed(),
  }
  for (const [name, make] of Object.entries(unreliable)) {
    it(`stays unknown where the list ${name}`, async () => {
      const site = await issuerSite()
      site.set(listUrl, await make())
      expect(troubles(await verify(await signed(), site))).to.deep.equal(['status: unknown'])
    })
  }

  it('cannot be hidden by writing it under another name', async () => {
    const site = await issuerSite([94])
    const { credentialStatus, ...document } = await signed()
    const spelt = {
      ...document,
      'https://www.w3.org/2018/credentials#credentialStatus': credentialStatus ?? null,
    }
    const aliased = {
      ...document,
      '@context': [
        ...(document['@context'] as string[]),
        { cs: 'https://www.w3.org/2018/credentials#credentialStatus' },
      ],
      cs: credentialStatus ?? null,
    }
    for (const hidden of [spelt, aliased, document]) {
      const report = await verify(hidden as JsonObject, site)
      expect(report.verdict).to.equal('invalid')
      expect(check(report, 'proof')?.outcome).to.equal('fail')
    }
  })
})

describe('the recipient of a credential', () => {
  it('is compared by hash, in small letters too', async () => {
    const site = await issuerSite()
    for (const recipient of [RECIPIENT, ` ${RECIPIENT.toUpperCase()} `]) {
      expect((await verify(await signed(), site, { recipient })).verdict).to.equal('valid')
    }
    const other = await verify(await signed(), site, { recipient: 'other@example.org' })
    expect(troubles(other)).to.deep.equal(['recipient: fail'])
  })
})
