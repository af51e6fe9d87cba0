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
