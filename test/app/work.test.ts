import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { type Course, openCourse, REFLECTION, refusal } from './course.ts'

describe('what learners do in the tool', () => {
  let course: Course
  const WORK = 'Reflection'
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: ['Session'], coursework: [REFLECTION] })
  })
  afterEach(() => course.close())

  const shown = (label: string, n: number) =>
    course.vle.gradeOf(course.column(label).id, course.learner(n).id)

  it('checks in once: the first time stands, and the link’s own column says so', async () => {
    const { app } = course.tool
    const visit = await course.visit(course.learner(1), { link: 'Session' })
    expect(await app.checkIn(visit)).to.include({
      first: true,
      at: new Date(course.clock.now()).toISOString(),
    })
    const at = course.clock.now()
    course.clock.advance(5)
    expect(await app.checkIn(visit)).to.include({ first: false })
    await course.settle()
    expect(shown('Session', 1)).to.include({ score: 1, by: 'tool', timestamp: at })
    expect(shown('Session', 1)?.comment).to.be.a('string').that.is.not.empty
    expect(shown('Session', 2)).to.equal(null)
    expect(course.vle.log.count({ service: 'scores' })).to.equal(1)
  })

  it('hands in: every hand-in is kept, the last counts, and the time of the first', async () => {
    const { app } = course.tool
    const visit = await course.visit(course.learner(1), { link: WORK })
    expect((await app.work.own(visit)).handIns).to.deep.equal([])
    await app.work.handIn(visit, { text: 'First', url: null, files: [] })
    await course.settle()
    const first = new Date(course.clock.now()).toISOString()
    course.clock.advance(60)
    await app.work.handIn(visit, { text: 'Second', url: 'https://example.test/portfolio', files: [] })
    await course.settle()
    const { handIns } = await app.work.own(visit)
    expect(handIns.map(({ number, text, url }) => [number, text, url])).to.deep.equal([
      [2, 'Second', 'https://example.test/portfolio'],
      [1, 'First', null],
    ])
    const facts = await course.tool.store.participation.facts(course.courseId, [visit.person?.id ?? ''])
    const [record] = facts.get(visit.person?.id ?? '')?.participation ?? []
    expect(record).to.include({ completed: true, observedAt: first })
    expect(shown(WORK, 1)?.score).to.equal(1)
    expect(course.vle.log.count({ service: 'scores' })).to.equal(1)
  })

  it('posts the score of a check-in later where the line item was not known yet', async () => {
    const { app, store } = course.tool
    const { grades } = course.launch(course.learner(1), { link: 'Session' })
    course.vle.faults.lineItemsStatus = 503
    const occasion = { link: 'Session', grades: { ...grades, lineItems: null, lineItem: null, scopes: [] } }
    for (const n of [1, 2]) await app.checkIn(await course.visit(course.learner(n), occasion))
    await course.settle()
    expect(course.vle.log.count({ service: 'scores' })).to.equal(0)
    const [unknown] = (await store.activities.ofCourse(course.courseId)).filter(
      (one) => one.title === 'Session',
    )
    expect(unknown).to.include({ state: 'active', lineItemUrl: null })
    course.vle.faults.lineItemsStatus = null
    const at = course.clock.now()
    course.clock.advance(5)
    await course.refresh(course.courseId)
    for (const n of [1, 2]) expect(shown('Session', n)).to.include({ score: 1, timestamp: at })
    // Another link's, which a launch makes known.
    await course.addLinks({ checkIns: ['Workshop'] })
    await app.checkIn(await course.visit(course.learner(3), { ...occasion, link: 'Workshop' }))
    await course.visit(course.learner(4), { link: 'Workshop' })
    expect(shown('Workshop', 3)?.score).to.equal(1)
  })

  it('earns at once what it completes, before the page that follows', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const visit = await course.visit(user, { link: WORK })
    await course.tool.app.work.handIn(visit, { text: 'Done', url: null, files: [] })
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('is for its own link alone: no hand-in to a session, no check-in to course work, neither to a graded column', async () => {
    const { app, store } = course.tool
    const graded = (await store.activities.ofCourse(course.courseId)).find((one) => one.source === 'column')
    const columns = course.vle.columns('2').map((one) => one.id)
    const session = await course.visit(course.learner(1), { link: 'Session' })
    const work = await course.visit(course.learner(1), { link: WORK })
    const byHand = await course.visit(course.learner(1), {
      custom: { ladder_link: 'coursework', ladder_activity: graded?.id ?? '' },
    })
    const nothing = await course.visit(course.learner(1))
    const handIn = (visit: Visit) => app.work.handIn(visit, { text: 'x', url: null, files: [] })
    const tried = [
      handIn(session),
      handIn(byHand),
      handIn(nothing),
      app.checkIn(work),
      app.checkIn(byHand),
      app.work.own(session),
    ]
    for (const error of await Promise.all(tried.map(refusal)))
      expect(error).to.include({ code: 'activity_gone', status: 404 })
    await course.settle()
    for (const id of columns) expect(course.vle.gradeOf(id, course.learner(1).id)).to.equal(null)
  })

  it('keeps the record, and tries the score again, when the VLE is down at that moment', async () => {
    const visit = await course.visit(course.learner(1), { link: 'Session' })
    course.vle.faults.scoresStatus = 503
    await course.tool.app.checkIn(visit)
    await course.settle()
    expect(shown('Session', 1)).to.equal(null)
    course.vle.faults.scoresStatus = null
    course.clock.advance(5)
    await course.settle()
    expect(shown('Session', 1)?.score).to.equal(1)
  })
})
