import { expect } from 'chai'
import { verifyBadge } from '../../src/openbadges/index.ts'
import { type Course, openCourse, refusal } from './course.ts'

describe('a learner whose email has changed', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    await course.earn(course.learner(1), 'completed', 'demonstrated')
  })
  after(() => course.close())

  const NEW = 'new.name@school.test'
  const standing = async () =>
    (await course.credentials(course.learner(1))).filter((one) => one.replacedBy === null)
  const isFor = async (recipient: string) => {
    const options = { fetch: null, clock: course.clock.now, recipient }
    const reports = await Promise.all(
      (await standing()).map(({ document }) => verifyBadge(Buffer.from(document), options)),
    )
    return reports.map(({ checks }) => checks.find(({ id }) => id === 'recipient')?.outcome)
  }
  const visit = (email: string) => {
    const { id, givenName, familyName, sourcedId } = course.learner(1)
    const name = `${givenName} ${familyName}`
    return course.visit(course.learner(1), {
      user: { sub: id, name, givenName, familyName, email, sourcedId },
      memberships: null,
    })
  }

  it('is offered nothing while the email is the same', async () => {
    const same = await visit(course.learner(1).email)
    expect((await course.tool.app.ladder(same)).newAddress).to.equal(false)
    expect(await refusal(course.tool.app.reissueForAddress(same))).to.include({
      code: 'address_same',
      status: 409,
    })
  })

  it('has everything issued anew for the new one, once a day, and whoever asks by it is told yes', async () => {
    const { app } = course.tool
    const changed = await visit(NEW)
    expect((await app.ladder(changed)).newAddress).to.equal(true)
    expect(await isFor(NEW), 'before').to.deep.equal(['fail', 'fail'])
    await app.reissueForAddress(changed)
    expect((await app.ladder(changed)).newAddress).to.equal(false)
    expect(await isFor(NEW)).to.deep.equal(['pass', 'pass'])
    expect(await isFor(course.learner(1).email)).to.deep.equal(['fail', 'fail'])
    const again = await visit('another@school.test')
    expect(await refusal(app.reissueForAddress(again))).to.include({ code: 'address_again', status: 429 })
    course.clock.advance(24 * 60 + 1)
    await app.reissueForAddress(await visit('another@school.test'))
    expect(await isFor('another@school.test')).to.deep.equal(['pass', 'pass'])
  })

  it('says in the record that it was themselves, and no address', async () => {
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 100)
    const reissued = lines.filter(({ action }) => action === 'credential.reissued')
    expect(reissued).to.have.length(4)
    for (const line of reissued) {
      expect(line.actorId).to.equal(line.subjectId)
      expect(JSON.stringify(line)).not.to.contain('@')
    }
  })
})
