import { expect } from 'chai'
import { LEARNER } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { name: undefined, given_name: undefined, family_name: undefined, email: undefined }

describe('LTI 1.3 core, valid student launch: with neither names nor email', () => {
  it('opens by sub alone', async () => {
    const { as, person } = await opened('student-no-pii', LEARNER, withheld)
    expect(as).to.equal('learner')
    expect(person).to.include({ name: null, email: null })
  })
})
