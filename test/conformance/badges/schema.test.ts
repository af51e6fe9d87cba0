import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { expect } from 'chai'
import { buildIssuerProfile, type JsonObject, signToken } from '../../../src/openbadges/index.ts'
import { achievement, HOST, issuer, NOW } from '../../openbadges/support/factories.ts'
import { needFolder } from '../../openbadges/support/outside.ts'
import { parts, tokenKey } from '../../openbadges/support/tokens.ts'
import { signed } from '../../openbadges/support/verifying.ts'

/** Faults that the published JSON Schema finds in a document. */
function faults(folder: string, schema: string, document: JsonObject): string[] {
  const ajv = new Ajv2019({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, 'ob3', schema), 'utf8')))
  validate(document)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

describe('the published OB 3.0 schemas', () => {
  const CREDENTIAL = 'ghpages_achievementcredential.json'

  it('accept the credential as it is issued', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    expect(faults(folder, CREDENTIAL, await signed())).to.deep.equal([])
    const bare = { issuer: { ...issuer, email: null }, validUntil: '2027-11-12T09:30:00Z', narrative: '' }
    expect(faults(folder, CREDENTIAL, await signed(bare))).to.deep.equal([])
    const ending = { validUntil: '2027-11-12T09:30:00Z', refreshUrl: `${HOST}/credentials/c1/refresh` }
    expect(faults(folder, CREDENTIAL, await signed(ending))).to.deep.equal([])
    const first = { achievement: { ...achievement, below: null, tags: [] } }
    expect(faults(folder, CREDENTIAL, await signed(first))).to.deep.equal([])
  })

  it('accept a credential with evidence: words, an address, or both', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const evidence = [
      { url: null, name: 'Impact on own practice', narrative: 'I ask first.' },
      { url: 'https://example.org/film', name: 'Link', narrative: null },
      { url: 'https://example.org/plan', name: 'Link', narrative: 'The plan' },
    ]
    expect(faults(folder, CREDENTIAL, await signed({ evidence }))).to.deep.equal([])
    const broken = { ...(await signed({ evidence })), evidence: [{ name: 'Without a type' }] }
    expect(faults(folder, CREDENTIAL, broken)).to.not.deep.equal([])
  })

  it('accept what a token carries', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const document = await signed({ validUntil: '2027-11-12T09:30:00Z' })
    const { payload } = parts(await signToken(document, tokenKey().signing, NOW, `${HOST}/status/revoked/1`))
    expect(faults(folder, CREDENTIAL, payload)).to.deep.equal([])
  })

  it('accept the issuer’s page', function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const profile = buildIssuerProfile(issuer, ['z6MkKey'], {}, [tokenKey().published])
    expect(faults(folder, 'ghpages_profile.json', profile)).to.deep.equal([])
  })

  it('refuse a credential without its achievement, so that the check is real', async function () {
    const folder = needFolder(this, 'openbadges-schemas')
    const document = { ...(await signed()), credentialSubject: { type: ['AchievementSubject'] } }
    expect(faults(folder, CREDENTIAL, document)).to.not.deep.equal([])
  })
})
