import { expect } from 'chai'
import type { StatementInfo } from '../../src/store/index.ts'
import { type Course, deepLinking, EVIDENCE, itemsOf, NOTHING, openCourse, place, refusal } from './course.ts'
import { openStage, type Stage } from './stage.ts'

describe('launching', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())
  const learner = (n: number) => {
    const user = stage.school.learners[n - 1]
    if (!user) throw new Error(`no learner ${n}`)
    return user
  }
  const enrolment = async (visit: Awaited<ReturnType<Stage['visit']>>) =>
    stage.tool.store.people.enrolment(visit.course.id, visit.person?.id ?? '')

  it('records the course, the person and that they are enrolled', async () => {
    const visit = await stage.visit(learner(1))
    expect(visit.course).to.include({
      platformId: stage.platform.id,
      deploymentId: stage.registered.deploymentId,
      contextId: '2',
      label: 'TEACH-102',
      title: 'Teaching Online: Practice & Evidence',
    })
    expect(visit.person).to.include({ sub: '101', name: 'Siân Llywelyn', email: 'student01@example.test' })
    expect(await enrolment(visit)).to.include({ role: 'learner', active: true })
    expect(visit.session).to.include({
      role: 'learner',
      personId: visit.person?.id,
      courseId: visit.course.id,
    })
  })

  it('starts a course with the default criteria, and a second launch adds neither course nor version', async () => {
    const [first, second] = [await stage.visit(learner(1)), await stage.tutor()]
    expect(second.course.id).to.equal(first.course.id)
    const history = await stage.tool.store.criteria.history(first.course.id)
    expect(history.filter((one) => one.version === 1)).to.have.length(1)
    expect(history[0]?.criteria).to.deep.equal(stage.tool.deps.ladder.defaultCriteria)
  })

  it('keeps a tutor a tutor who looks at the course as a learner', async () => {
    await stage.tutor()
    const looking = await stage.visit(stage.school.tutors[0], { roles: ['learner'] })
    expect(looking.session.role).to.equal('learner')
    expect((await enrolment(looking))?.role).to.equal('tutor')
  })

  it('makes no learner of a test user', async () => {
    const user = { ...learner(5), id: 'test-user-1' }
    const visit = await stage.visit(user, { roles: ['learner', 'test-user'] })
    expect(visit.session.role).to.equal('learner')
    expect(await enrolment(visit)).to.equal(null)
  })

  it('keeps the services and names that are known when a later launch comes without them', async () => {
    const before = await stage.visit(learner(2))
    const poor = stage.launch(learner(2))
    const user = { ...poor.user, name: null, email: null }
    const after = await stage.visit(learner(2), { user, memberships: null, grades: null })
    expect(after.course).to.deep.equal(before.course)
    expect(after.person).to.deep.equal(before.person)
    expect(before.course.membershipsUrl).to.contain('/memberships')
    expect(before.course.scopes).to.have.length(4)
  })

  it('keeps the title of a course that a later launch does not name', async () => {
    const { course } = await stage.visit(learner(1))
    const context = (title: string | null) => ({ context: { id: '2', label: null, title } })
    expect((await stage.visit(learner(1), context(null))).course.title).to.equal(course.title)
    expect((await stage.visit(learner(1), context('Renamed'))).course.title).to.equal('Renamed')
    expect((await stage.visit(learner(1))).course.title).to.equal(course.title)
    stage.vle.addCourse({ id: '9', label: 'NEW', title: 'New' })
    const unnamed = { courseId: '9', context: { id: '9', label: null, title: null } }
    expect((await stage.visit(learner(1), unnamed)).course.title).to.equal('9')
  })

  it('closes the sessions of a platform that is suspended, and opens them again', async () => {
    const { app, store } = stage.tool
    const { id, secret } = await app.launch(stage.launch(learner(1)))
    await store.platforms.setStatus(stage.platform.id, 'suspended')
    expect(await refusal(app.visit(id, secret))).to.include({ code: 'platform_suspended', status: 403 })
    expect((await refusal(app.visit(id, 'guessed'))).code, 'to its own secret alone').to.equal(
      'session_expired',
    )
    await store.platforms.setStatus(stage.platform.id, 'approved')
    expect((await app.visit(id, secret)).person?.sub).to.equal('101')
  })

  it('remembers which platform it is that launched', async () => {
    const family = { family: 'sakai', version: null, guid: null, name: null }
    await stage.visit(learner(2), { platform: family })
    expect((await stage.tool.store.platforms.byId(stage.platform.id))?.family).to.equal('sakai')
    await stage.visit(learner(2))
  })

  it('takes the end of the course from what the platform fills in, and only if it is a date', async () => {
    const end = (value: string) => stage.visit(learner(2), { custom: { course_end: value } })
    expect((await end('soon')).course.endsAt).to.equal(null)
    expect((await end('2027-01-29T00:00:00Z')).course.endsAt).to.equal('2027-01-29T00:00:00.000Z')
  })

  it('is refused when it names no course, and leaves nothing behind', async () => {
    const user = { ...learner(5), id: '999' }
    const error = await refusal(stage.tool.app.launch(stage.launch(user, { context: null })))
    expect(error).to.include({ code: 'no_context', status: 400 })
    expect(await stage.tool.store.people.idsBySub(stage.platform.id, ['999'])).to.have.property('size', 0)
  })

  it('opens what may be read, and nothing else, to a launch that names nobody', async () => {
    const { app } = stage.tool
    const visit = await stage.visit(null, { roles: ['administrator'] })
    expect(visit.person).to.equal(null)
    expect(visit.session.role).to.equal('learner')
    const tried = [
      app.ladder(visit),
      app.reviews.submit(visit, { ...EVIDENCE, ownPractice: 'x' }),
      app.requestRefresh(visit),
    ]
    for (const error of await Promise.all(tried.map(refusal))) expect(error.code).to.equal('anonymous')
  })

  it('opens a session to its own secret alone, for eight hours', async () => {
    const { app } = stage.tool
    const first = await app.launch(stage.launch(learner(1)))
    const second = await app.launch(stage.launch(learner(2)))
    expect((await app.visit(first.id, first.secret)).person?.sub).to.equal('101')
    for (const [id, secret] of [
      [first.id, second.secret],
      ['nobody', first.secret],
      [first.id, ''],
    ])
      expect(await refusal(app.visit(id ?? '', secret ?? ''))).to.include({
        code: 'session_expired',
        status: 401,
      })
    stage.clock.advance(8 * 60)
    expect((await refusal(app.visit(first.id, first.secret))).code).to.equal('session_expired')
  })

  it('keeps a launch for a new window: its ticket is used once, by one, within ten minutes', async () => {
    const { app } = stage.tool
    const launch = stage.launch(learner(3))
    const ticket = await app.keepLaunch(launch)
    const attempts = await Promise.allSettled([
      app.openKept(ticket),
      app.openKept(ticket),
      app.openKept(ticket),
    ])
    expect(attempts.filter((one) => one.status === 'fulfilled')).to.have.length(1)
    for (const one of attempts) if (one.status === 'rejected') expect(one.reason.code).to.equal('ticket_used')
    const late = await app.keepLaunch(launch)
    stage.clock.advance(10)
    expect(await refusal(app.openKept(late))).to.include({ code: 'ticket_used', status: 401 })
  })
})

describe('visits of one browser', () => {
  let stage: Stage
  before(async () => {
    stage = await openStage()
  })
  after(() => stage.close())

  it('end when somebody else comes from the same VLE, and no sooner', async () => {
    const { app, store } = stage.tool
    const [mine, yours] = stage.school.learners
    const begin = async (...given: Parameters<Stage['visit']>) => (await stage.visit(...given)).session
    const first = await begin(mine ?? null)
    const again = await begin(mine ?? null)
    const theirs = await begin(yours ?? null)
    const nobodys = await begin(null)
    const registration = await store.platforms.save({
      ...stage.platform,
      id: stage.tool.random.uuid(),
      issuer: 'https://elsewhere.example',
      name: 'Another VLE',
    })
    const elsewhere = await begin(mine ?? null, { registration, memberships: null, grades: null })

    const now = new Date(stage.clock.now()).toISOString()
    const ids = [first.id, theirs.id, 'unknown', nobodys.id, elsewhere.id]
    const test = await begin(stage.school.learners[2] ?? null, { roles: ['learner', 'test-user'] })
    expect(await app.endOthers(test, ids), 'a test user').to.deep.equal(ids.filter((id) => id !== 'unknown'))
    expect(await app.endOthers(again, ids)).to.deep.equal([first.id, elsewhere.id])
    const live = await Promise.all(ids.map(async (id) => (await store.sessions.find(id, now)) !== null))
    expect(live).to.deep.equal([true, false, false, false, true])
  })
})

describe('a launch by a learner who was here before', () => {
  const written: StatementInfo[] = []
  const read: StatementInfo[] = []
  let stage: Stage
  before(async () => {
    stage = await openStage({
      onStatement: (statement) => (statement.kind === 'write' ? written : read).push(statement),
    })
    await stage.visit(stage.school.learners[0] ?? null)
    await stage.settle()
  })
  after(() => stage.close())
  beforeEach(() => {
    written.length = 0
    read.length = 0
  })

  it('writes the row of its session, having asked one question', async () => {
    await stage.tool.app.launch(stage.launch(stage.school.learners[0] ?? null))
    expect(written.map(({ sql, changed }) => [sql.split(' ', 3).join(' '), changed])).to.deep.equal([
      ['INSERT INTO sessions', 1],
    ])
    expect(read).to.have.length(1)
  })

  it('opens the ladder with two statements, whatever there is in the course', async () => {
    const visit = await stage.visit(stage.school.learners[0] ?? null)
    read.length = 0
    await stage.tool.app.visit(visit.session.id, 'another secret').catch(() => undefined)
    await stage.tool.app.ladder(visit)
    expect(read).to.have.length(2)
    expect(written.filter(({ sql }) => !sql.includes('sessions'))).to.deep.equal([])
  })

  it('tells what is new as every other does', async () => {
    const [user] = stage.school.learners
    if (!user) throw new Error('no learner')
    const visit = await stage.visit({ ...user, familyName: 'Newname' })
    expect(visit.person?.name).to.equal('Siân Newname')
    expect(written.map(({ sql }) => sql.split(' ', 3)[2]))
      .to.include('people')
      .and.to.include('sessions')
  })
})

describe('a launch and the reading of the course', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const rosterReads = () => course.vle.log.count({ service: 'memberships' })

  it('asks for a course to be read that was not for a while, and not each time', async () => {
    const before = rosterReads()
    await course.visit(course.learner(1))
    expect(rosterReads()).to.equal(before)
    course.clock.advance(6)
    await course.visit(course.learner(1))
    expect(rosterReads()).to.equal(before + 1)
  })

  it('asks at once, and once, after a tutor chose links, for the VLE puts them in when the tool is no longer looking', async () => {
    const { app, store } = course.tool
    const chosen = await course.visit(course.school.tutors[0], deepLinking(course))
    course.clock.advance(1)
    const { jwt } = await app.deepLink(chosen, { ...NOTHING, checkIns: ['Session A', 'Session B'] })
    for (const item of itemsOf(jwt)) place(course, item)
    const before = rosterReads()
    await course.visit(course.learner(1))
    expect(rosterReads()).to.equal(before + 1)
    const states = (await store.activities.ofCourse(course.courseId))
      .filter((one) => one.title.startsWith('Session '))
      .map((one) => one.state)
    expect(states).to.include('active').and.not.include('offered')
    await course.visit(course.learner(1))
    expect(rosterReads()).to.equal(before + 1)
  })

  it('looks for the others when one of the links that were chosen together is opened first', async () => {
    const { app, store } = course.tool
    const chosen = await course.visit(course.school.tutors[0], deepLinking(course))
    course.clock.advance(1)
    const { jwt } = await app.deepLink(chosen, { ...NOTHING, checkIns: ['Week 1', 'Week 2'] })
    // Somebody comes while the tutor has not saved yet.
    await course.visit(course.learner(1))
    for (const item of itemsOf(jwt)) place(course, item)
    course.clock.advance(1)
    await course.visit(course.learner(1), { link: 'Week 1' })
    const weeks = (await store.activities.ofCourse(course.courseId)).filter((one) =>
      one.title.startsWith('Week '),
    )
    expect(weeks.map((one) => one.state)).to.deep.equal(['active', 'active'])
  })

  it('asks anew when a run has been under way for longer than any run takes', async () => {
    const { store } = course.tool
    const run = await store.refreshRuns.of(course.courseId)
    if (!run) throw new Error('the course was never read')
    course.clock.advance(6)
    const startedAt = new Date(course.clock.now()).toISOString()
    await store.refreshRuns.save({ ...run, state: 'running', startedAt })
    const before = rosterReads()
    course.clock.advance(29)
    await course.visit(course.learner(1))
    expect(rosterReads(), 'while it may be running').to.equal(before)
    course.clock.advance(2)
    await course.visit(course.learner(1))
    expect(rosterReads(), 'when it cannot be').to.equal(before + 1)
  })

  it('counts at once, where there is no roster, a grade that was read before the learner came', async () => {
    const { vle, tool } = course
    // Known from another course of the same VLE, and not on the roster of this one.
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const stranger = vle.addUser({ ...course.learner(1), id: '500', username: 'late' })
    vle.enrol('8', '500', 'Learner')
    await course.visit(stranger, { courseId: '8' })
    course.grade('Taking part', stranger, 9)
    await course.refresh(course.courseId)
    expect(await course.held(stranger), 'nobody’s learner').to.deep.equal([])
    vle.enrol('2', '500', 'Learner')
    vle.faults.membershipsStatus = 503
    await course.visit(stranger)
    expect(await course.held(stranger)).to.deep.equal(['completed'])
    expect(tool.counts.awards).to.equal(1)
  })
})
