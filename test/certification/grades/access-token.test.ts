import { expect } from 'chai'
import { lineItem } from './line-item.ts'

describe('LTI Advantage, Assignment and Grade Services 2.0: the access token', () => {
  it('is asked for once, however many callers need it at the same time', async () => {
    const { vle, results } = await lineItem('Essay')
    const before = vle.log.count({ service: 'token' })
    await Promise.all(Array.from({ length: 50 }, () => results()))
    expect(vle.log.count({ service: 'token' }) - before).to.be.at.most(1)
  })
})
