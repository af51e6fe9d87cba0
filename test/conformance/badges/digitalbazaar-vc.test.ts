import { expect } from 'chai'
import { verifiesElsewhere } from '../../openbadges/support/peer.ts'
import { signed } from '../../openbadges/support/verifying.ts'

describe('@digitalbazaar/vc', () => {
  it('accepts a credential as it is issued', async () => {
    expect(await verifiesElsewhere(await signed())).to.equal(true)
  })

  it('refuses one that was changed', async () => {
    expect(await verifiesElsewhere({ ...(await signed()), name: 'Doctor' })).to.equal(false)
  })
})
