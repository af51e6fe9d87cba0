import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: members without names', () => {
  it('are known by their ids alone where the platform shares no more', async () => {
    const { vle, registered, school, read, member } = await lesson({ learners: 1 })
    const nameless = vle.addUser({
      ...(school.learners[0] as (typeof school.learners)[number]),
      id: 'nameless',
      username: 'nameless',
      sourcedId: '',
    })
    vle.enrol(school.course.id, nameless.id, 'Learner')
    registered.privacy = 'never'
    try {
      await read()
    } finally {
      registered.privacy = 'always'
    }
    expect((await member(nameless.id))?.person).to.include({ name: null, email: null })
  })
})
