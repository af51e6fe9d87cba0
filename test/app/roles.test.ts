import { expect } from 'chai'
import { ACCEPTED, type Course, ESSAY, NOTHING, openCourse, refusal } from './course.ts'

const QUERY = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const

describe('who may do what', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
  })
  after(() => course.close())

  it('keeps learners from everything that tutors do', async () => {
    const { app } = course.tool
    const learner = await course.visit(course.learner(1))
    const own = learner.person?.id ?? ''
    const { current } = await app.criteria(await course.tutor())
    const tried = [
      app.progress(learner, QUERY),
      app.learner(learner, own),
      app.awardByHand(learner, own, 'completed', 'I was there'),
      app.withdraw(learner, own, 'completed', 'No'),
      app.reviews.decide(learner, 'any', ACCEPTED),
      app.criteria(learner),
      app.saveCriteria(learner, { basedOn: current.version, criteria: current.criteria, note: null }),
      app.setKinds(learner, new Map()),
      app.addColumn(learner, { title: 'Mine', kind: null, source: 'column', maximum: 1 }),
      app.deepLink(learner, { ...NOTHING, ladder: true }),
    ]
    for (const error of await Promise.all(tried.map(refusal)))
      expect(error).to.include({ code: 'not_allowed', status: 403 })
  })

  it('lets a tutor read the criteria, and only an administrator save them', async () => {
    const { app } = course.tool
    const tutor = await course.tutor()
    const view = await app.criteria(tutor)
    expect(view).to.include({ canEdit: false })
    expect(view.issuer.name).to.equal('Riverside College')
    expect(view.activities.map((one) => one.title)).to.include(ESSAY)
    const change = { basedOn: view.current.version, criteria: view.current.criteria, note: null }
    expect(await refusal(app.saveCriteria(tutor, change))).to.include({ code: 'not_allowed', status: 403 })
    expect((await app.criteria(await course.administrator())).canEdit).to.equal(true)
  })

  it('says whether the database answers', async () => {
    expect(await course.tool.app.health()).to.deep.equal({ ready: true, checks: { database: 'ok' } })
  })
})
