import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: roles of members', () => {
  it('are understood as short names as well as URIs', async () => {
    const { school, member } = await lesson({ learners: 1 })
    expect(await member(school.tutors[1].id)).to.deep.include({ role: 'tutor' })
    expect(await member(school.learners[0]?.id ?? '')).to.deep.include({ role: 'learner' })
  })
})
