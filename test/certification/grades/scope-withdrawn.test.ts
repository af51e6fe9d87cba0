import { expect } from 'chai'
import { LtiError } from '../../../src/lti/index.ts'
import { AGS } from '../../vle/types.ts'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: a scope withdrawn', () => {
  it('is named, and what the other scopes allow goes on', async () => {
    const { vle, submit, results } = await lineItem('Essay')
    const scope = `${AGS}score`
    vle.faults.dropScopes.push(scope)
    try {
      const refusal = await submit({}).then(
        () => null,
        (error: unknown) => error,
      )
      expect(refusal).to.be.instanceOf(LtiError).and.include({ code: 'scope_missing' })
      expect(await results()).to.deep.equal([])
    } finally {
      vle.faults.dropScopes.pop()
    }
    expect(await submit({})).to.equal('posted')
  })
})
