import { expect } from 'chai'
import { lesson } from '../course.ts'

describe('LTI Advantage, Names and Roles 2.0: the roster', () => {
  it('is read with a token of its scope and its media type, without which the platform answers 401 and 400', async () => {
    const { vle, school, member } = await lesson({ learners: 3 })
    const path = `/CourseSection/${school.course.id}/`
    expect(vle.log.count({ service: 'memberships', path, status: 200 })).to.be.at.least(1)
    expect(vle.log.count({ service: 'memberships', path })).to.equal(
      vle.log.count({ service: 'memberships', path, status: 200 }),
    )
    const [learner] = school.learners
    const known = await member(learner?.id ?? '')
    expect(known).to.deep.include({ role: 'learner', active: true })
    expect(known?.person).to.include({
      name: `${learner?.givenName} ${learner?.familyName}`,
      email: learner?.email,
      sourcedId: learner?.sourcedId,
    })
  })
})
