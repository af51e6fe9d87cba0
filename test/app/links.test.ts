import { expect } from 'chai'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { Visit } from '../../src/app/contract.ts'
import type { DeepLinkingSettings } from '../../src/lti/types.ts'
import { type Course, deepLinking, itemsOf, NOTHING, openCourse, REFLECTION, refusal } from './course.ts'

describe('deep linking', () => {
  let course: Course
  let asked: Visit
  before(async () => {
    course = await openCourse()
    asked = await course.visit(course.school.tutors[0], deepLinking(course))
  })
  after(() => course.close())

  const asking = (changes: Partial<DeepLinkingSettings>) =>
    course.visit(course.school.tutors[0], deepLinking(course, changes))
  const recorded = async () => ({
    activities: await course.tool.store.activities.ofCourse(course.courseId),
    audit: await course.tool.store.audit.ofCourse(course.courseId, 100),
  })

  it('answers with links that name their activity, signed by the tool for this deployment', async () => {
    const { returnUrl, jwt } = await course.tool.app.deepLink(asked, {
      ladder: true,
      checkIns: ['Session 1', 'Session 2'],
      coursework: [{ title: 'Reflection', kind: 'assignment' }, REFLECTION],
      checkpoints: [{ title: 'Unit 3 done', gate: null, kind: 'activity' }],
      language: 'en',
    })
    expect(returnUrl).to.equal(`${course.vle.url}/deep-link/return`)
    const keys = createLocalJWKSet(await course.tool.lti.jwks())
    const { payload } = await jwtVerify(jwt, keys, { currentDate: new Date(course.clock.now()) })
    expect(payload).to.deep.include({ iss: course.registered.clientId, aud: [course.vle.issuer] })
    expect(payload['https://purl.imsglobal.org/spec/lti/claim/deployment_id']).to.equal(
      course.registered.deploymentId,
    )
    const [ladder, ...rest] = itemsOf(jwt)
    expect([ladder?.title, ladder?.custom, ladder?.lineItem]).to.deep.equal([
      'My credentials',
      { ladder_link: 'ladder' },
      undefined,
    ])
    const offered = (await recorded()).activities.filter((one) => one.state === 'offered')
    expect(offered.map((one) => [one.title, one.kind, one.source])).to.deep.equal([
      ['Session 1', 'attendance', 'check-in'],
      ['Session 2', 'attendance', 'check-in'],
      ['Reflection', 'assignment', 'coursework'],
      ['Reflection', 'coursework', 'coursework'],
      ['Unit 3 done', 'activity', 'checkpoint'],
    ])
    expect(rest.map((item) => [item.title, item.custom])).to.deep.equal(
      offered.map(({ id, title, source }) => [title, { ladder_link: source, ladder_activity: id }]),
    )
    expect(rest.map((item) => item.lineItem)).to.deep.equal(
      offered.map(({ id, title, source }) => ({
        label: title,
        scoreMaximum: 1,
        resourceId: id,
        tag: 'credential-ladder-activity',
        ...(source === 'coursework' && {
          submissionReview: { reviewableStatus: ['Submitted', 'Completed'] },
        }),
      })),
    )
  })

  it('says what each link is for, and its names again in its address', async () => {
    const { jwt } = await course.tool.app.deepLink(asked, {
      ladder: true,
      checkIns: ['Sesiwn'],
      coursework: [REFLECTION],
      checkpoints: [],
      language: 'cy',
    })
    const items = itemsOf(jwt)
    expect(items.map(({ title, text }) => [title, text])).to.deep.equal([
      [
        'Fy nghymwysterau',
        'Gweld pa gymwysterau rydych wedi’u hennill ar y cwrs hwn, a beth i’w wneud nesaf.',
      ],
      ['Sesiwn', 'Agorwch hon yn ystod y sesiwn a chofnodwch eich bod yno: cofnodir eich presenoldeb.'],
      ['Reflection', 'Cyflwynwch eich gwaith yma.'],
    ])
    for (const { url, custom } of items) {
      const address = new URL(url)
      expect(`${address.origin}${address.pathname}`).to.equal(`${course.toolUrl}/lti/launch`)
      expect(Object.fromEntries(address.searchParams)).to.deep.equal(custom)
    }
  })

  it('refuses to answer nothing, more than the platform takes, or what was not asked for, and records nothing then', async () => {
    const { app } = course.tool
    const before = await recorded()
    const one = await asking({ acceptMultiple: false })
    const files = await asking({ acceptTypes: ['file', 'html'] })
    const two = { ...NOTHING, checkIns: ['A', 'B'] }
    const tried = [
      [await refusal(app.deepLink(asked, NOTHING)), 'nothing_chosen', 400],
      [await refusal(app.deepLink(one, two)), 'one_link_only', 400],
      [await refusal(app.deepLink(files, two)), 'link_type_refused', 409],
      [await refusal(app.links(files)), 'link_type_refused', 409],
      [
        await refusal(app.deepLink(await course.tutor(), { ...NOTHING, ladder: true })),
        'no_deep_linking',
        409,
      ],
    ] as const
    for (const [error, code, status] of tried) expect(error).to.include({ code, status })
    expect(await recorded()).to.deep.equal(before)
    expect(itemsOf((await app.deepLink(one, { ...NOTHING, checkIns: ['A'] })).jwt)).to.have.length(1)
  })

  it('records nothing where the answer cannot be signed', async () => {
    const before = await recorded()
    const { platforms } = course.tool.store
    const gone = { ...asked, course: { ...asked.course, platformId: course.tool.random.uuid() } }
    expect(await platforms.byId(gone.course.platformId)).to.equal(null)
    const error = await refusal(course.tool.app.deepLink(gone, { ...NOTHING, ladder: true, checkIns: ['A'] }))
    expect(error.code).to.equal('platform_suspended')
    expect(await recorded()).to.deep.equal(before)
  })

  it('ends with no link where the tutor changes their mind or something failed, and says which', async () => {
    const before = await recorded()
    const files = await asking({ acceptTypes: ['file'] })
    const dl = 'https://purl.imsglobal.org/spec/lti-dl/claim'
    const said = async (fault: string | null) => {
      const answer = await course.tool.app.declineLinks(files, { message: 'Nothing.', fault })
      const claims = decodeJwt(answer.jwt)
      return ['content_items', 'msg', 'errormsg', 'errorlog'].map((name) => claims[`${dl}/${name}`])
    }
    expect(await said(null)).to.deep.equal([[], 'Nothing.', undefined, undefined])
    expect(await said('link_type_refused')).to.deep.equal([[], undefined, 'Nothing.', 'link_type_refused'])
    expect(await recorded()).to.deep.equal(before)
  })
})

describe('the picker’s knowledge of the course', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())
  const links = async (occasion = {}) =>
    course.tool.app.links(
      await course.visit(course.school.tutors[1], { ...deepLinking(course), ...occasion }),
    )

  it('holds the activities that have a link, whoever added them, and not the gradebook’s columns', async () => {
    await course.addLinks({ checkIns: ['Session 1'], coursework: [REFLECTION] })
    expect((await links()).activities.map(({ title }) => title)).to.deep.equal(['Session 1', 'Reflection'])
  })

  it('remembers that “My credentials” was added, until it is added again', async () => {
    // The course began with a launch of its own, so here is one that did not.
    course.vle.addCourse({ id: '8', label: 'NEW', title: 'New' })
    course.vle.enrol('8', course.school.tutors[1].id, 'Instructor')
    expect((await links({ courseId: '8' })).ladderAt).to.equal(null)
    const tutor = await course.visit(course.school.tutors[1], { ...deepLinking(course), courseId: '8' })
    await course.tool.app.deepLink(tutor, { ...NOTHING, checkIns: ['Session'] })
    expect((await links({ courseId: '8' })).ladderAt).to.equal(null)
    await course.tool.app.deepLink(tutor, { ...NOTHING, ladder: true })
    expect((await links({ courseId: '8' })).ladderAt).to.equal(new Date(course.clock.now()).toISOString())
  })

  it('knows of one that was placed by hand from its first launch, which made the course', async () => {
    expect((await links()).ladderAt).to.be.a('string')
  })
})

describe('a link whose platform forgets', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: ['Session'], coursework: [REFLECTION] })
  })
  after(() => course.close())

  for (const [what, forgets] of [
    ['the custom fields', { custom: {} }],
    ['the query of the address', { targetLinkUri: 'http://localhost/lti/launch' }],
  ] as const) {
    it(`${what} opens what it opened before`, async () => {
      for (const title of ['Session', 'Reflection']) {
        const { session } = await course.visit(course.learner(1), { link: title, ...forgets })
        const activity = await course.tool.store.activities.byId(
          course.courseId,
          session.launch.activityId ?? '',
        )
        expect(activity?.title).to.equal(title)
        expect(session.launch.link).to.equal(activity?.source)
      }
    })
  }
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
      coursework: [{ title: 'Lost', kind: 'participation' }],
    })
    const user = course.learner(1)
    await course.earn(user, 'completed')
    expect((await activity('Lost'))?.state).to.equal('offered')
    expect(await course.held(user)).to.deep.equal(['completed'])
    await course.addLinks({ coursework: [{ title: 'Shown', kind: 'participation' }] })
    await course.refresh(course.courseId)
    expect(await activity('Shown')).to.include({ state: 'active' })
    await course.earn(course.learner(2), 'completed')
    expect(await course.held(course.learner(2)), 'one of two is not every').to.deep.equal([])
  })

  it('count as soon as somebody opens them, and everybody is judged anew', async () => {
    await course.earn(course.learner(1), 'completed')
    await course.addLinks({ coursework: [{ title: 'Shown', kind: 'participation' }] })
    await course.visit(course.learner(2), { link: 'Shown' })
    expect((await activity('Shown'))?.state).to.equal('active')
    const row = await course.tool.store.progress.of(course.courseId, await course.personId(course.learner(1)))
    expect(row?.flagged).to.deep.equal(['completed'])
  })

  it('get their gradebook column later where the first launch did not tell it', async () => {
    await course.addLinks({ coursework: [{ ...REFLECTION, title: 'Shown' }] })
    await course.visit(course.learner(2), { link: 'Shown', grades: null })
    expect(await activity('Shown')).to.include({ state: 'active', lineItemUrl: null })
    await course.refresh(course.courseId)
    expect((await activity('Shown'))?.lineItemUrl).to.contain('/lineitems/')
  })
})
