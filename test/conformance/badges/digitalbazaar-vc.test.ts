import { expect } from 'chai'
import { verifiesElsewhere } from '../../openbadges/support/peer.ts'
import { signed } from '../../openbadges/support/verifying.ts'

describe('@digitalbazaar/vc', () => {
  it('accepts a credential as it is issued', async () => {
    expect(await verifiesElsewhere(await signed())).to.equal(true)
  })

  it('accepts one that ends and says where it can be had anew', async () => {
    const ending = { validUntil: '2027-11-12T09:30:00Z', refreshUrl: 'https://badges.example.org/r' }
    expect(await verifiesElsewhere(await signed(ending))).to.equal(true)
  })

  it('accepts one with evidence, and refuses it once a word of the evidence is another', async () => {
    const evidence = [
      { url: null, name: 'Impact on own practice', narrative: 'I ask {first}.' },
      { url: 'https://example.org/%7Bx%7D?a=1', name: 'Link', narrative: null },
    ]
    const credential = await signed({ evidence })
    expect(await verifiesElsewhere(credential)).to.equal(true)
    const changed = { ...credential, evidence: [{ type: ['Evidence'], name: 'I did it all' }] }
    expect(await verifiesElsewhere(changed)).to.equal(false)
  })

  it('refuses one that was changed', async () => {
    expect(await verifiesElsewhere({ ...(await signed()), name: 'Doctor' })).to.equal(false)
  })
})
