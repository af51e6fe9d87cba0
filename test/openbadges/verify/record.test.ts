import { expect } from 'chai'
import {
  buildCredential,
  buildRecord,
  type JsonObject,
  signCredential,
  signToken,
} from '../../../src/openbadges/index.ts'
import {
  achievement,
  credentialInput,
  HOST,
  issuerKey,
  NOW,
  RECIPIENT,
  recordInput,
  strangersKey,
} from '../support/factories.ts'
import { issuerSite } from '../support/site.ts'
import { tokenKey } from '../support/tokens.ts'
import { check, signed, troubles, verify } from '../support/verifying.ts'

const FIRST = {
  id: `${HOST}/credentials/c0`,
  subjectId: 'urn:uuid:1d0c8f4e-6c1b-4f43-9d52-6a5f0f6a0b22',
  achievement: { ...achievement, id: `${HOST}/achievements/6`, level: 'completed', below: null },
  status: { listUrl: `${HOST}/status/1`, index: 93 },
}

async function record(
  credentials: readonly JsonObject[],
  changes: Parameters<typeof recordInput>[1] = {},
): Promise<JsonObject> {
  return signCredential(buildRecord(recordInput(credentials, changes)), await issuerKey(), NOW)
}
const ladder = async () => record([await signed(FIRST), await signed()])

/** The credentials in a record, to be changed behind its back. */
const heldIn = (document: JsonObject) =>
  (document.credentialSubject as { verifiableCredential: JsonObject[] }).verifiableCredential

describe('a learner record', () => {
  it('holds the credentials as they were signed, and says which was to be earned before which', async () => {
    const credentials = [await signed(FIRST), await signed()]
    const document = await record(credentials)
    expect(heldIn(document)).to.deep.equal(credentials)
    expect((document.credentialSubject as JsonObject).association).to.deep.equal([
      {
        type: 'Association',
        associationType: 'precedes',
        sourceId: `${HOST}/achievements/6`,
        targetId: `${HOST}/achievements/7`,
      },
    ])
    expect(document).to.not.have.property('partial')
    expect(await record(credentials, { partial: true })).to.have.property('partial', true)
    expect(JSON.stringify(document)).to.not.contain(RECIPIENT)
  })

  it('is valid with every credential in it, each with its own verdict, for its recipient', async () => {
    const report = await verify(await ladder(), await issuerSite(), { recipient: RECIPIENT })
    expect([report.verdict, troubles(report)]).to.deep.equal(['valid', []])
    expect(check(report, 'credentials')?.outcome).to.equal('pass')
    expect(report.credentials?.map(({ verdict, credential }) => [verdict, credential?.id])).to.deep.equal([
      ['valid', `${HOST}/credentials/c0`],
      ['valid', `${HOST}/credentials/c1`],
    ])
  })

  it('is not valid when one of its credentials was withdrawn since, and says which', async () => {
    const report = await verify(await ladder(), await issuerSite([94]))
    expect(troubles(report)).to.deep.equal(['credentials: fail'])
    expect(check(report, 'credentials')?.message).to.contain('1 of the 2')
    expect(report.credentials?.map(troubles)).to.deep.equal([[], ['status: fail']])
  })

  it('is refused with a word of a credential changed, one left out, or one put in', async () => {
    const site = await issuerSite()
    const changed = structuredClone(await ladder())
    Object.assign(heldIn(changed)[0] ?? {}, { name: 'Doctor' })
    const report = await verify(changed, site)
    expect(troubles(report)).to.deep.equal(['proof: fail', 'issuer: unknown', 'credentials: fail'])
    expect(report.credentials?.map(({ verdict }) => verdict)).to.deep.equal(['invalid', 'valid'])
    const fewer = structuredClone(await ladder())
    heldIn(fewer).pop()
    const more = structuredClone(await record([await signed(FIRST)]))
    heldIn(more).push(await signed())
    for (const forged of [fewer, more]) expect(troubles(await verify(forged, site))).to.include('proof: fail')
  })

  it('of somebody who signs for themselves is worth nothing, with a forged credential or without', async () => {
    const site = await issuerSite()
    const key = await strangersKey()
    const own = await signCredential(buildRecord(recordInput([await signed()])), key, NOW)
    expect(troubles(await verify(own, site))).to.deep.equal(['issuer: fail'])
    const forged = await signed({ id: `${HOST}/credentials/forged` }, key)
    expect(troubles(await verify(await record([forged]), site))).to.deep.equal(['credentials: fail'])
  })

  it('may hold tokens; a record in a record stays unknown, in whichever form', async () => {
    const key = tokenKey()
    const site = await issuerSite([], [key.published])
    const token = await signToken(buildCredential(credentialInput()), key.signing, NOW)
    const document = await record([token as never])
    // The text of a token is nothing that JSON-LD knows in this place: the record around it is another matter.
    expect((await verify(document, site)).credentials?.map(({ verdict }) => verdict)).to.deep.equal(['valid'])
    const inner = await ladder()
    const nested = await verify(await record([inner]), site)
    expect(troubles(nested)).to.deep.equal(['credentials: unknown'])
    const wrapped = await signToken(inner, key.signing, NOW)
    const inToken = await verify(await record([wrapped as never]), site)
    expect(inToken.credentials?.map(({ verdict }) => verdict)).to.deep.equal(['unknown'])
  })

  it('is not well formed without a credential, a name, its vocabulary; with words of its own it stays unknown', async () => {
    const good = buildRecord(recordInput([await signed()]))
    const bad = [
      { ...good, name: '' },
      { ...good, credentialSubject: { type: ['ClrSubject'], verifiableCredential: [] } },
      { ...good, '@context': ['https://www.w3.org/ns/credentials/v2'] },
    ]
    for (const document of bad)
      expect(check(await verify(document, null), 'schema')?.outcome).to.equal('fail')
    const own = { ...good, '@context': [...(good['@context'] as string[]), { name: 'https://evil.example' }] }
    expect(check(await verify(own, null), 'schema')?.outcome).to.equal('unknown')
  })

  it('with more credentials than anybody holds is not looked into', async () => {
    const one = await signed()
    const document = buildRecord(recordInput(Array.from({ length: 51 }, () => one)))
    const report = await verify(document, null)
    expect(check(report, 'credentials')?.outcome).to.equal('unknown')
    expect(report.credentials).to.deep.equal([])
  })
})
