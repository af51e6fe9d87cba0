import { expect } from 'chai'
import { LtiError } from '../../../src/lti/index.ts'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: a score for somebody who is not in the course', () => {
  it('is refused by the platform, and told apart from a passing failure', async () => {
    const { submit } = await lineItem('Essay')
    const refusal = await submit({ userId: '99999' }).then(
      () => null,
      (error: unknown) => error,
    )
    expect(refusal).to.be.instanceOf(LtiError).and.include({ code: 'user_not_enrolled', retryable: false })
  })
})
