import { expect } from 'chai'
import fc from 'fast-check'
import { bakePng, type JsonObject, signCredential } from '../../../src/openbadges/index.ts'
import { HOST, issuer, issuerKey, NOW } from '../support/factories.ts'
import { packedItxt, picture, plainItxt, withChunks } from '../support/png.ts'
import { issuerSite } from '../support/site.ts'
import { check, signed, troubles, verify } from '../support/verifying.ts'

describe('verifying a hostile file', () => {
  const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`
  const unreadable: Readonly<Record<string, () => Buffer | string>> = {
    'nothing at all': () => '',
    'no badge': () => picture(),
    'plain text': () => 'hello',
    'a JSON list': () => '[]',
    'JSON objects 10,000 deep': () => deep('{"a":', '}'),
    'JSON lists 10,000 deep': () => `{"a":${deep('[', ']')}}`,
    'JSON with a million values': () => `{"a":[${'1,'.repeat(1_000_000)}1]}`,
    'JSON with a forbidden name': () => '{"\\u005f_proto__":{"a":1}}',
    'more than 10 MB': () => Buffer.alloc(10 * 1024 * 1024 + 1, 0x20),
    'two badges in one image': () =>
      withChunks(picture(), plainItxt('openbadgecredential', '{}'), plainItxt('openbadgecredential', '{}')),
    'a compressed bomb': () =>
      withChunks(picture(), packedItxt('openbadgecredential', Buffer.alloc(30 * 1024 * 1024, 0x20))),
    'an image that is cut off': () => bakePng(picture(), { ob3: '{}' }).subarray(0, 70),
    'an SVG with entities': () => '<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>',
  }
  for (const [name, file] of Object.entries(unreadable)) {
    it(`answers "invalid" and "parse" to ${name}`, async () => {
      const report = await verify(file(), null)
      expect(report.verdict).to.equal('invalid')
      expect(report.checks.map(({ id, outcome }) => `${id} ${outcome}`)).to.deep.equal(['parse fail'])
      expect(report.credential).to.equal(null)
    })
  }

  it('never calls JSON without a signature a badge', async () => {
    for (const document of [
      {},
      { type: ['VerifiableCredential'] },
      { '@context': ['https://www.w3.org/ns/credentials/v2'] },
    ]) {
      expect((await verify(document, null)).verdict).to.equal('invalid')
    }
  })

  it('says honestly what it does not check yet', async () => {
    const document = await signed()
    const [proof] = document.proof as JsonObject[]
    const other = { ...document, proof: [{ ...proof, cryptosuite: 'ecdsa-sd-2023' }] }
    expect(check(await verify(other, await issuerSite()), 'proof')?.outcome).to.equal('unknown')
  })

  it('has no verdict on a vocabulary it does not carry, and does not fetch it', async () => {
    const site = await issuerSite()
    const document = await signed()
    const strange = { ...document, '@context': [...(document['@context'] as string[]), `${HOST}/context`] }
    expect(check(await verify(strange, site), 'proof')?.outcome).to.equal('unknown')
    expect(site.asked).to.not.include(`${HOST}/context`)
  })

  it('does not vouch for a credential of another kind that gives words its own meaning', async () => {
    const document = {
      '@context': ['https://www.w3.org/ns/credentials/v2', { award: 'https://schema.org/award' }],
      id: `${HOST}/credentials/x`,
      type: ['VerifiableCredential'],
      issuer: issuer.id,
      credentialSubject: { award: 'A prize' },
    }
    const report = await verify(await signCredential(document, await issuerKey(), NOW), await issuerSite())
    expect(troubles(report)).to.deep.equal(['schema: unknown'])
  })

  it('takes no proof that was made for something else, has run out, or brings its own vocabulary', async () => {
    const document = await signed()
    const [proof] = document.proof as JsonObject[]
    for (const change of [
      { proofPurpose: 'authentication' },
      { expires: '2026-01-01T00:00:00Z' },
      { '@context': [{ proofPurpose: 'https://w3id.org/security#other' }] },
      { proofValue: 'z0' },
      { verificationMethod: 'nobody' },
    ]) {
      const changed = { ...document, proof: [{ ...proof, ...change }] } as JsonObject
      expect(troubles(await verify(changed, await issuerSite())), JSON.stringify(change)).to.include(
        'proof: fail',
      )
    }
  })

  it('lets one broken proof spoil a good one', async () => {
    const document = await signed()
    const [proof] = document.proof as JsonObject[]
    const broken = { ...proof, proofValue: `z${'2'.repeat(88)}` }
    const report = await verify({ ...document, proof: [proof ?? null, broken] }, await issuerSite())
    expect(check(report, 'proof')?.outcome).to.equal('fail')
  })

  it('answers, whatever JSON it is given', async () => {
    const key = await issuerKey()
    const part = fc.jsonValue({ maxDepth: 3 })
    const document = fc.record(
      {
        '@context': part,
        id: part,
        type: part,
        issuer: part,
        credentialSubject: part,
        credentialStatus: part,
        validFrom: part,
        proof: part,
      },
      { requiredKeys: [] },
    )
    const good = (await signed()) as Record<string, unknown>
    await fc.assert(
      fc.asyncProperty(document, fc.boolean(), async (changes, base) => {
        const report = await verify(JSON.stringify({ ...(base ? good : {}), ...changes }), null)
        expect(report.verdict).to.be.oneOf(['invalid', 'unknown'])
      }),
      { numRuns: 60 },
    )
    expect(key.id).to.be.a('string')
  })
})
