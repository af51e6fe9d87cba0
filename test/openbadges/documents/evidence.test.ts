import { expect } from 'chai'
import {
  buildAssertion20,
  buildCredential,
  readEvidence,
  type ShownEvidence,
} from '../../../src/openbadges/index.ts'
import { credentialInput } from '../support/factories.ts'

const EVIDENCE: readonly ShownEvidence[] = [
  { url: null, name: 'Impact on own practice', narrative: 'I ask {first}.\nThen I wait.' },
  { url: 'https://example.org/film?a=1', name: 'Link', narrative: null },
]

describe('evidence in a badge', () => {
  it('stands in the credential and in the assertion, each in its own words', () => {
    const input = credentialInput({ evidence: EVIDENCE })
    expect(buildCredential(input).evidence).to.deep.equal([
      { type: ['Evidence'], name: 'Impact on own practice', narrative: 'I ask {first}.\nThen I wait.' },
      { id: 'https://example.org/film?a=1', type: ['Evidence'], name: 'Link' },
    ])
    expect(buildAssertion20(input).evidence).to.deep.equal([
      { type: 'Evidence', name: 'Impact on own practice', narrative: 'I ask {first}.\nThen I wait.' },
      { id: 'https://example.org/film?a=1', type: 'Evidence', name: 'Link' },
    ])
  })

  it('is left out altogether where there is none', () => {
    for (const input of [credentialInput(), credentialInput({ evidence: [] })]) {
      expect(buildCredential(input)).to.not.have.property('evidence')
      expect(buildAssertion20(input)).to.not.have.property('evidence')
    }
  })

  it('is read back as it was put in', () => {
    expect(readEvidence(buildCredential(credentialInput({ evidence: EVIDENCE })))).to.deep.equal(EVIDENCE)
    expect(readEvidence(buildCredential(credentialInput()))).to.deep.equal([])
  })
})
