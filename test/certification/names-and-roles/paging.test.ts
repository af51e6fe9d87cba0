import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: a roster of several pages', () => {
  it('is followed from page to page by its Link header, from the address as it was given', async () => {
    const { vle, school, server, course, read, member } = await lesson({ learners: 2 })
    for (const { id } of school.learners) vle.unenrol(school.course.id, id)
    await read()
    const known = await course()
    await server.tool.store.courses.upsert({ ...known, membershipsUrl: `${known.membershipsUrl}?limit=1` })
    for (const { id } of school.learners) vle.enrol(school.course.id, id, 'Learner')
    const path = `/CourseSection/${school.course.id}/`
    const before = vle.log.count({ service: 'memberships', path })
    await read()
    expect(vle.log.count({ service: 'memberships', path }) - before).to.equal(4)
    for (const { id } of school.learners) expect(await member(id)).to.deep.include({ active: true })
  })
})
