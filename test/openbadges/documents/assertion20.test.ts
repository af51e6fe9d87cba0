import { expect } from 'chai'
import {
  buildAssertion20,
  buildBadgeClass20,
  buildIssuer20,
  buildRevokedAssertion20,
} from '../../../src/openbadges/index.ts'
import { achievement, credentialInput, HOST, issuer } from '../support/factories.ts'

describe('the OB 2.0 documents', () => {
  it('point at one another by address', () => {
    expect(buildAssertion20(credentialInput())).to.include({
      type: 'Assertion',
      id: `${HOST}/ob2/assertions/c1`,
      badge: achievement.ob2Id,
      issuedOn: '2026-11-12T09:30:00Z',
    })
    expect(buildBadgeClass20(achievement, issuer)).to.include({ id: achievement.ob2Id, issuer: issuer.ob2Id })
    expect(buildIssuer20(issuer)).to.include({ id: issuer.ob2Id, type: 'Issuer', email: issuer.email })
  })

  it('carry the same salted hash as the OB 3.0 credential', () => {
    const { recipient } = credentialInput()
    expect(buildAssertion20(credentialInput()).recipient).to.deep.equal({
      type: 'email',
      hashed: true,
      identity: recipient.identityHash,
      salt: recipient.salt,
    })
  })

  it('say when they expire only where they do', () => {
    expect(buildAssertion20(credentialInput())).to.not.have.property('expires')
    expect(buildAssertion20(credentialInput({ validUntil: '2027-01-01T00:00:00Z' }))).to.include({
      expires: '2027-01-01T00:00:00Z',
    })
  })

  it('keep nothing of the person once withdrawn', () => {
    expect(buildRevokedAssertion20('https://h/a', 'Withdrawn by the issuer.')).to.deep.equal({
      '@context': 'https://w3id.org/openbadges/v2',
      type: 'Assertion',
      id: 'https://h/a',
      revoked: true,
      revocationReason: 'Withdrawn by the issuer.',
    })
  })
})
