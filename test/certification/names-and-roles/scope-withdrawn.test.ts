import { expect } from 'chai'
import { LtiError } from '../../../src/lti/index.ts'
import { NRPS_SCOPE } from '../../vle/types.ts'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: the scope withdrawn', () => {
  it('is named, and nobody counts as gone', async () => {
    const { vle, school, read, member } = await lesson({ learners: 1 })
    vle.faults.dropScopes.push(NRPS_SCOPE)
    try {
      const refusal = await read().then(
        () => null,
        (error: unknown) => error,
      )
      expect(refusal).to.be.instanceOf(LtiError).and.include({ code: 'scope_missing' })
      expect((refusal as LtiError).detail.scope).to.contain(NRPS_SCOPE)
    } finally {
      vle.faults.dropScopes.pop()
    }
    expect(await member(school.learners[0]?.id ?? '')).to.deep.include({ active: true })
  })
})
