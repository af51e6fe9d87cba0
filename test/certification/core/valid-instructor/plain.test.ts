import { expect } from 'chai'
import { INSTRUCTOR } from '../../forge.ts'
import { opened } from '../../opened.ts'

describe('LTI 1.3 core, valid instructor launch: with everything', () => {
  it('opens the pages of a tutor and records who came', async () => {
    const { as, title, person } = await opened('instructor-plain', INSTRUCTOR)
    expect([as, title]).to.deep.equal(['tutor', 'Progress'])
    expect(person).to.include({ name: 'Teresa Docente', email: 'tutor1@example.test' })
  })
})
