import { expect } from 'chai'
import { LEARNER } from '../../forge.ts'
import { opened } from '../../opened.ts'

describe('LTI 1.3 core, valid student launch: with everything', () => {
  it('opens the pages of a learner and records who came', async () => {
    const { as, title, person } = await opened('student-plain', LEARNER)
    expect([as, title]).to.deep.equal(['learner', 'My credentials'])
    expect(person).to.include({ name: 'Siân Llywelyn', email: 'student01@example.test' })
  })
})
