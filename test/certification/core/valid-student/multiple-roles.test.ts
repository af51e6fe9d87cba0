import { expect } from 'chai'
import { LEARNER, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = [
  'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student',
  'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner',
  'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Guest',
]

describe('LTI 1.3 core, valid student launch: with multiple role values', () => {
  it('opens the pages of a learner', async () => {
    expect(await opened('student-multiple-roles', LEARNER, { [`${LTI}/roles`]: roles })).to.include({
      as: 'learner',
    })
  })
})
