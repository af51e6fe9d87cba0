import { expect } from 'chai'
import { LEARNER, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = [] as const

describe('LTI 1.3 core, valid student launch: with no role', () => {
  it('opens the pages of least privilege, those of a learner', async () => {
    expect(await opened('student-no-role', LEARNER, { [`${LTI}/roles`]: roles })).to.include({
      as: 'learner',
    })
  })
})
