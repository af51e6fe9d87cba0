import { expect } from 'chai'
import { INSTRUCTOR } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { name: undefined, given_name: undefined, family_name: undefined, email: undefined }

describe('LTI 1.3 core, valid instructor launch: with neither names nor email', () => {
  it('opens by sub alone', async () => {
    const { as, person } = await opened('instructor-no-pii', INSTRUCTOR, withheld)
    expect(as).to.equal('tutor')
    expect(person).to.include({ name: null, email: null })
  })
})
