import { expect } from 'chai'
import { INSTRUCTOR } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { name: undefined, given_name: undefined, family_name: undefined }

describe('LTI 1.3 core, valid instructor launch: with email and no names', () => {
  it('opens, and makes no name up', async () => {
    const { as, person } = await opened('instructor-only-email', INSTRUCTOR, withheld)
    expect(as).to.equal('tutor')
    expect(person).to.include({ name: null, email: 'tutor1@example.test' })
  })
})
