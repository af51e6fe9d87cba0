import { expect } from 'chai'
import { LEARNER, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = ['Learner']

describe('LTI 1.3 core, valid student launch: with a short role value', () => {
  it('opens the pages of a learner', async () => {
    expect(await opened('student-short-role', LEARNER, { [`${LTI}/roles`]: roles })).to.include({
      as: 'learner',
    })
  })
})
