import { expect } from 'chai'
import {
  BadgeError,
  buildAchievement,
  buildCredential,
  buildDidDocument,
  buildIssuerProfile,
  hashIdentity,
  type Json,
} from '../../../src/openbadges/index.ts'
import { achievement, credentialInput, HOST, issuer, RECIPIENT, SALT } from '../support/factories.ts'

describe('an OB 3.0 credential', () => {
  it('is the same text for the same input', () => {
    expect(JSON.stringify(buildCredential(credentialInput()))).to.equal(
      JSON.stringify(buildCredential(credentialInput())),
    )
  })

  it('names its two vocabularies and no third that it does not use', () => {
    expect(buildCredential(credentialInput())['@context']).to.deep.equal([
      'https://www.w3.org/ns/credentials/v2',
      'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    ])
  })

  it('says where it can be had as it stands then, if it ends', () => {
    const refreshUrl = `${HOST}/credentials/c1/refresh`
    const ending = buildCredential(credentialInput({ validUntil: '2027-11-12T09:30:00Z', refreshUrl }))
    expect(ending.refreshService).to.deep.equal({ id: refreshUrl, type: '1EdTechCredentialRefresh' })
    expect(ending['@context']).to.have.length(3)
    const endless = buildCredential(credentialInput({ refreshUrl }))
    expect(endless).to.not.have.property('refreshService')
    expect(endless['@context']).to.have.length(2)
  })

  it('names the recipient by a salted hash and by nothing else', () => {
    const text = JSON.stringify(buildCredential(credentialInput()))
    expect(text).to.not.include(RECIPIENT)
    expect(text).to.include(hashIdentity(RECIPIENT, SALT))
    expect(text).to.include(SALT)
  })

  it('says which level of the ladder was reached', () => {
    const { credentialSubject } = buildCredential(credentialInput())
    const subject = credentialSubject as { result: Json[]; achievement: { resultDescription: Json[] } }
    expect(subject.result).to.deep.equal([
      {
        type: ['Result'],
        resultDescription: `${HOST}/achievements/7#ladder`,
        achievedLevel: `${HOST}/achievements/7#demonstrated`,
      },
    ])
    expect(JSON.stringify(subject.achievement.resultDescription)).to.include(
      `${HOST}/achievements/7#demonstrated`,
    )
  })

  it('points at the level below as an alignment', () => {
    expect(buildAchievement(achievement).alignment).to.deep.equal([
      {
        type: ['Alignment'],
        targetName: 'Completed: Teaching with technology',
        targetUrl: `${HOST}/achievements/6`,
        targetType: 'ceterms:Credential',
      },
    ])
    expect(buildAchievement({ ...achievement, below: null })).to.not.have.property('alignment')
  })

  it('writes whole seconds and cuts what is smaller', () => {
    expect(buildCredential(credentialInput()).validFrom).to.equal('2026-11-12T09:30:00Z')
    expect(
      buildCredential(credentialInput({ validFrom: '2026-11-12T09:30:00.999+01:00' })).validFrom,
    ).to.equal('2026-11-12T08:30:00Z')
  })

  it('holds no null, no empty list and no empty text', () => {
    const bare = credentialInput({
      narrative: '',
      issuer: { ...issuer, email: null },
      achievement: { ...achievement, tags: [], levels: [], below: null },
    })
    const text = JSON.stringify(buildCredential(bare))
    expect(text).to.not.match(/null|\[\]|""/)
  })

  it('refuses what is no date and what is no place on a list', () => {
    expect(() => buildCredential(credentialInput({ validFrom: 'soon' }))).to.throw(BadgeError)
    for (const index of [-1, 1.5, Number.NaN]) {
      expect(() => buildCredential(credentialInput({ status: { listUrl: HOST, index } }))).to.throw(
        BadgeError,
      )
    }
  })
})

describe('the documents that name keys', () => {
  it('list every key of the issuer, newest first, each under its own address', () => {
    const profile = buildIssuerProfile(issuer, ['z6MkNew', 'z6MkOld'])
    expect(profile.assertionMethod).to.deep.equal([`${issuer.id}#z6MkNew`, `${issuer.id}#z6MkOld`])
    expect(profile).to.include({ id: issuer.id, name: 'Riverside College' })
  })

  it('escape the port of a did:web', () => {
    expect(buildDidDocument('http://localhost:3000', ['z6MkKey'])).to.include({
      id: 'did:web:localhost%3A3000',
    })
  })
})

describe('the hash of an identifier', () => {
  it('is SHA-256 of identifier and salt', () => {
    // printf ab | sha256sum
    expect(hashIdentity('a', 'b')).to.equal(
      'sha256$fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603',
    )
  })
})
