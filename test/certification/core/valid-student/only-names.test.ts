import { expect } from 'chai'
import { LEARNER } from '../../forge.ts'
import { opened } from '../../opened.ts'

const withheld = { email: undefined }

describe('LTI 1.3 core, valid student launch: with names and no email', () => {
  it('opens, under the name that was given', async () => {
    const { as, person } = await opened('student-only-names', LEARNER, withheld)
    expect(as).to.equal('learner')
    expect(person).to.include({ name: 'Siân Llywelyn', email: null })
  })
})
