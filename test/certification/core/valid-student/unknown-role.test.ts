import { expect } from 'chai'
import { LEARNER, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = ['http://purl.imsglobal.org/vocab/lis/v2/unknown-role/unknown#Helper']

describe('LTI 1.3 core, valid student launch: with an unknown role', () => {
  it('opens the pages of least privilege, those of a learner', async () => {
    expect(await opened('student-unknown-role', LEARNER, { [`${LTI}/roles`]: roles })).to.include({
      as: 'learner',
    })
  })
})
