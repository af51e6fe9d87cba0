import { expect } from 'chai'
import { exponentialBackoff, failureOf } from '../../src/jobs/failure.ts'
import { LtiError } from '../../src/lti/errors.ts'

describe('what a handler throws', () => {
  it('is known by its code, never by its message', () => {
    expect(failureOf(new LtiError('vle_down', 'somebody@example.test', { retryable: true }))).to.deep.equal({
      code: 'vle_down',
      retryable: true,
      retryAfter: null,
      countsAsTry: true,
    })
    expect(failureOf(new TypeError('x')).code).to.equal('TypeError')
    expect(failureOf(Object.assign(new Error('x'), { code: 'ann@example.test' })).code).to.equal('Error')
    expect(failureOf('words').code).to.equal('unknown')
    expect(failureOf(null).code).to.equal('unknown')
  })

  it('is tried again unless it says that this cannot help', () => {
    expect(failureOf(new Error('x')).retryable).to.equal(true)
    expect(failureOf(new LtiError('refused', 'x')).retryable).to.equal(false)
    expect(failureOf({ retryAfter: 1500 }).retryAfter).to.equal(1500)
    expect(failureOf({ retryAfter: -1 }).retryAfter).to.equal(null)
  })

  it('is tried again after twice as long each time, and up to a quarter more', () => {
    const least = exponentialBackoff({ uuid: () => '', token: () => 'AA' })
    const most = exponentialBackoff({ uuid: () => '', token: () => '_w' })
    expect([1, 2, 3, 4].map(least)).to.deep.equal([2000, 4000, 8000, 16_000])
    for (const attempt of [1, 2, 3, 4]) {
      expect(most(attempt)).to.be.within(least(attempt) * 1.2, least(attempt) * 1.25)
    }
  })
})
