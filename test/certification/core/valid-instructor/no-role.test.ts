import { expect } from 'chai'
import { INSTRUCTOR, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = [] as const

describe('LTI 1.3 core, valid instructor launch: with no role', () => {
  it('opens the pages of least privilege, those of a learner', async () => {
    expect(await opened('instructor-no-role', INSTRUCTOR, { [`${LTI}/roles`]: roles })).to.include({
      as: 'learner',
    })
  })
})
