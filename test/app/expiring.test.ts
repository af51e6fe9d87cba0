import { expect } from 'chai'
import { remindOfEnds } from '../../src/app/issuing/expiring.ts'
import { type Course, openCourse } from './course.ts'

const DAY = 24 * 60

describe('a credential that ends', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    const completed = { ...current.criteria.completed, expiresAfterMonths: 12 }
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: { ...current.criteria, completed },
    })
    await course.earn(course.learner(1), 'completed')
  })
  after(() => course.close())

  const told = async () => {
    const { tool, courseId } = course
    const query = { unread: false, offset: 0, limit: 50 }
    const { rows } = await tool.store.notices.of(courseId, await course.personId(course.learner(1)), query)
    return rows.map(({ kind }) => kind).filter((kind) => kind.startsWith('credential-ends'))
  }
  const rung = async () =>
    (await course.tool.app.ladder(await course.visit(course.learner(1)))).rungs.find(
      ({ level }) => level === 'completed',
    )

  it('is nobody’s news while its end is far', async () => {
    course.clock.advance(300 * DAY)
    expect(await remindOfEnds(course.tool.deps)).to.equal(0)
    expect(await told()).to.deep.equal([])
  })

  it('is told of 60 and 14 days before, once each, however often the timer comes', async () => {
    course.clock.advance(10 * DAY)
    for (const fresh of [1, 0]) expect(await remindOfEnds(course.tool.deps)).to.equal(fresh)
    expect(await told()).to.deep.equal(['credential-ends-in-60'])
    course.clock.advance(45 * DAY)
    for (const fresh of [1, 0]) expect(await remindOfEnds(course.tool.deps)).to.equal(fresh)
    expect(await told()).to.have.members(['credential-ends-in-60', 'credential-ends-in-14'])
    expect(await rung()).to.include({ state: 'earned', expired: false })
  })

  it('stays on the ladder as expired, and is told of no more', async () => {
    course.clock.advance(15 * DAY)
    expect(await remindOfEnds(course.tool.deps)).to.equal(0)
    expect(await rung()).to.include({ state: 'earned', expired: true })
    const [credential] = await course.credentials(course.learner(1))
    expect((await course.tool.app.credentials.page(credential?.id ?? '')).status).to.equal('expired')
  })
})
