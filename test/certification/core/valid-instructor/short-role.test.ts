import { expect } from 'chai'
import { INSTRUCTOR, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = ['Instructor']

describe('LTI 1.3 core, valid instructor launch: with a short role value', () => {
  it('opens the pages of a tutor', async () => {
    expect(await opened('instructor-short-role', INSTRUCTOR, { [`${LTI}/roles`]: roles })).to.include({
      as: 'tutor',
    })
  })
})
