import { expect } from 'chai'
import { createLocalJWKSet, jwtVerify } from 'jose'
import type { Visit } from '../../src/app/contract.ts'
import { type Course, deepLinking, itemsOf, NOTHING, openCourse, refusal } from './course.ts'

describe('deep linking', () => {
  let course: Course
  let asked: Visit
  before(async () => {
    course = await openCourse()
    asked = await course.visit(course.school.tutors[0], deepLinking(course))
  })
  after(() => course.close())

  it('answers with links that name their activity, signed by the tool for this deployment', async () => {
    const choice = {
      ladder: true,
      checkIns: 2,
      checkInTitle: 'Session',
      coursework: true,
      courseworkTitle: 'Reflection',
      courseworkKind: 'assignment',
    } as const
    const { returnUrl, jwt } = await course.tool.app.deepLink(asked, choice)
    expect(returnUrl).to.equal(`${course.vle.url}/deep-link/return`)
    const keys = createLocalJWKSet(await course.tool.lti.jwks())
    const { payload } = await jwtVerify(jwt, keys, { currentDate: new Date(course.clock.now()) })
    expect(payload).to.deep.include({ iss: course.registered.clientId, aud: [course.vle.issuer] })
    expect(payload['https://purl.imsglobal.org/spec/lti/claim/deployment_id']).to.equal(
      course.registered.deploymentId,
    )
    const [ladder, first, second, work] = itemsOf(jwt)
    expect([ladder?.title, first?.title, second?.title, work?.title]).to.deep.equal([
      'My credentials',
      'Session 1',
      'Session 2',
      'Reflection',
    ])
    expect([ladder?.custom, ladder?.lineItem]).to.deep.equal([{ ladder_link: 'ladder' }, undefined])
    const offered = (await course.tool.store.activities.ofCourse(course.courseId)).filter(
      (one) => one.state === 'offered',
    )
    expect(offered.map((one) => [one.title, one.kind, one.source])).to.deep.equal([
      ['Session 1', 'attendance', 'check-in'],
      ['Session 2', 'attendance', 'check-in'],
      ['Reflection', 'assignment', 'coursework'],
    ])
    expect([first, second, work].map((item) => item?.custom.ladder_activity)).to.deep.equal(
      offered.map((one) => one.id),
    )
    expect(work?.lineItem).to.include({
      label: 'Reflection',
      resourceId: offered[2]?.id,
      tag: 'credential-ladder-activity',
    })
  })

  it('numbers sessions only where there are several', async () => {
    const { jwt } = await course.tool.app.deepLink(asked, {
      ...NOTHING,
      checkIns: 1,
      checkInTitle: 'Webinar',
    })
    expect(itemsOf(jwt).map((item) => item.title)).to.deep.equal(['Webinar'])
  })

  it('refuses to answer nothing, more than the platform takes, or what was not asked for, and records nothing then', async () => {
    const { app, store } = course.tool
    const before = await store.activities.ofCourse(course.courseId)
    const one = await course.visit(course.school.tutors[0], deepLinking(course, { acceptMultiple: false }))
    const tried = [
      [await refusal(app.deepLink(asked, NOTHING)), 'nothing_chosen', 400],
      [await refusal(app.deepLink(one, { ...NOTHING, checkIns: 2 })), 'one_link_only', 400],
      [
        await refusal(app.deepLink(await course.tutor(), { ...NOTHING, ladder: true })),
        'no_deep_linking',
        409,
      ],
    ] as const
    for (const [error, code, status] of tried) expect(error).to.include({ code, status })
    expect(await store.activities.ofCourse(course.courseId)).to.deep.equal(before)
    expect(itemsOf((await app.deepLink(one, { ...NOTHING, checkIns: 1 })).jwt)).to.have.length(1)
  })
})

describe('offered activities', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const activity = async (title: string) =>
    (await course.tool.store.activities.ofCourse(course.courseId)).find((one) => one.title === title)

  it('count from when the VLE shows them, and not because they were chosen', async () => {
    const tutor = await course.visit(course.school.tutors[0], deepLinking(course))
    // The answer never reaches the VLE: a criterion must not wait for it.
    await course.tool.app.deepLink(tutor, {
      ...NOTHING,
      coursework: true,
      courseworkTitle: 'Lost',
      courseworkKind: 'participation',
    })
    const user = course.learner(1)
    await course.earn(user, 'completed')
    expect((await activity('Lost'))?.state).to.equal('offered')
    expect(await course.held(user)).to.deep.equal(['completed'])
    await course.addLinks({ coursework: true, courseworkTitle: 'Shown', courseworkKind: 'participation' })
    await course.refresh(course.courseId)
    expect(await activity('Shown')).to.include({ state: 'active' })
    await course.earn(course.learner(2), 'completed')
    expect(await course.held(course.learner(2)), 'one of two is not every').to.deep.equal([])
  })

  it('count as soon as somebody opens them, and everybody is judged anew', async () => {
    await course.earn(course.learner(1), 'completed')
    await course.addLinks({ coursework: true, courseworkTitle: 'Shown', courseworkKind: 'participation' })
    await course.visit(course.learner(2), { link: 'Shown' })
    expect((await activity('Shown'))?.state).to.equal('active')
    const row = await course.tool.store.progress.of(course.courseId, await course.personId(course.learner(1)))
    expect(row?.flagged).to.deep.equal(['completed'])
  })

  it('get their gradebook column later where the first launch did not tell it', async () => {
    await course.addLinks({ coursework: true, courseworkTitle: 'Shown' })
    await course.visit(course.learner(2), { link: 'Shown', grades: null })
    expect(await activity('Shown')).to.include({ state: 'active', lineItemUrl: null })
    await course.refresh(course.courseId)
    expect((await activity('Shown'))?.lineItemUrl).to.contain('/lineitems/')
  })
})

describe('what learners do in the tool', () => {
  let course: Course
  const WORK = 'Reflection'
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: 1, checkInTitle: 'Session', coursework: true })
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

  it('hands in: what was written last is kept, when it was first is what counts', async () => {
    const { app } = course.tool
    const visit = await course.visit(course.learner(1), { link: WORK })
    expect((await app.coursework(visit)).submission).to.equal(null)
    await app.submitCoursework(visit, { text: 'First', url: null })
    const first = new Date(course.clock.now()).toISOString()
    course.clock.advance(60)
    await app.submitCoursework(visit, { text: 'Second', url: 'https://example.test/portfolio' })
    await course.settle()
    const { submission } = await app.coursework(visit)
    expect(submission).to.include({ text: 'Second', url: 'https://example.test/portfolio' })
    const facts = await course.tool.store.participation.facts(course.courseId, [visit.person?.id ?? ''])
    const [record] = facts.get(visit.person?.id ?? '')?.participation ?? []
    expect(record).to.include({ completed: true, observedAt: first })
    expect(shown(WORK, 1)?.score).to.equal(1)
    expect(course.vle.log.count({ service: 'scores' })).to.equal(1)
  })

  it('earns at once what it completes, before the page that follows', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const visit = await course.visit(user, { link: WORK })
    await course.tool.app.submitCoursework(visit, { text: 'Done', url: null })
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
    const handIn = (visit: Visit) => app.submitCoursework(visit, { text: 'x', url: null })
    const tried = [
      handIn(session),
      handIn(byHand),
      handIn(nothing),
      app.checkIn(work),
      app.checkIn(byHand),
      app.coursework(session),
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
