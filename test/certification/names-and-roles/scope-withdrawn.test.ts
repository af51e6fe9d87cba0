import { expect } from 'chai'
import type { LtiError } from '../../../src/lti/index.ts'
import { NRPS_SCOPE } from '../../vle/types.ts'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: the scope withdrawn', () => {
  it('is named, and nobody counts as gone', async () => {
    const { vle, school, read, member } = await lesson({ learners: 1 })
    vle.faults.dropScopes.push(NRPS_SCOPE)
    try {
      const missing = await read().then(
        (outcome) => outcome.missingScope,
        (error: LtiError) => error.detail.scope,
      )
      expect(missing).to.contain(NRPS_SCOPE)
    } finally {
      vle.faults.dropScopes.pop()
    }
    expect(await member(school.learners[0]?.id ?? '')).to.deep.include({ active: true })
  })
})
