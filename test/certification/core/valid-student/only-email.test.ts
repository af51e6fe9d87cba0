import { expect } from 'chai'
import { LEARNER } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { name: undefined, given_name: undefined, family_name: undefined }

describe('LTI 1.3 core, valid student launch: with email and no names', () => {
  it('opens, and makes no name up', async () => {
    const { as, person } = await opened('student-only-email', LEARNER, withheld)
    expect(as).to.equal('learner')
    expect(person).to.include({ name: null, email: 'student01@example.test' })
  })
})
