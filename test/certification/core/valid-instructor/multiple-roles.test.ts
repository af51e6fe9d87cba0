import { expect } from 'chai'
import { INSTRUCTOR, LTI } from '../../forge.ts'
import { opened } from '../../opened.ts'

const roles = [
  'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Faculty',
  'http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor',
  'http://purl.imsglobal.org/vocab/lis/v2/institution/person#Staff',
]

describe('LTI 1.3 core, valid instructor launch: with multiple role values', () => {
  it('opens the pages of a tutor', async () => {
    expect(await opened('instructor-multiple-roles', INSTRUCTOR, { [`${LTI}/roles`]: roles })).to.include({
      as: 'tutor',
    })
  })
})
