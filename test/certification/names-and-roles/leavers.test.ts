import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: somebody who left', () => {
  it('is known to have left when the platform no longer lists them', async () => {
    const { vle, school, read, member } = await lesson({ learners: 2 })
    const [gone, stays] = school.learners.map(({ id }) => id)
    vle.unenrol(school.course.id, gone ?? '')
    await read()
    expect(await member(gone ?? '')).to.deep.include({ active: false })
    expect(await member(stays ?? '')).to.deep.include({ active: true })
  })
})
