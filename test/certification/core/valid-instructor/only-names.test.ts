import { expect } from 'chai'
import { INSTRUCTOR } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { email: undefined }

describe('LTI 1.3 core, valid instructor launch: with names and no email', () => {
  it('opens, under the name that was given', async () => {
    const { as, person } = await opened('instructor-only-names', INSTRUCTOR, withheld)
    expect(as).to.equal('tutor')
    expect(person).to.include({ name: 'Teresa Docente', email: null })
  })
})
