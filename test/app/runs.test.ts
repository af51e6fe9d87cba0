import { expect } from 'chai'
import type { RefreshRun } from '../../src/app/model.ts'
import { type Course, ESSAY, openCourse, TAKING_PART } from './course.ts'

describe('the run of a refresh', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const refresh = () => course.refresh(course.courseId)
  async function run(): Promise<RefreshRun> {
    const found = await course.tool.store.refreshRuns.of(course.courseId)
    if (!found) throw new Error('there was no run')
    return found
  }

  it('does not try again while a platform is suspended, and works when it is approved again', async () => {
    const { store } = course.tool
    await store.platforms.setStatus(course.platform.id, 'suspended')
    course.grade(TAKING_PART, course.learner(1), 9)
    const asked = course.vle.log.entries.length
    await refresh()
    expect(await run()).to.include({ state: 'failed', error: 'platform_suspended' })
    expect(course.vle.log.entries).to.have.length(asked)
    await store.platforms.setStatus(course.platform.id, 'approved')
    await refresh()
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('leaves everything as it was while the VLE is down, says so, and tries again by itself', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const { succeededAt } = await run()
    const before = await course.tool.store.progress.of(course.courseId, await course.personId(user))
    course.clock.advance(1)
    course.grade(ESSAY, user, 6)
    course.vle.faults.membershipsStatus = 503
    await refresh()
    expect(await run()).to.include({ state: 'waiting', error: 'platform_unreachable', succeededAt })
    expect(await course.tool.store.progress.of(course.courseId, await course.personId(user))).to.deep.equal(
      before,
    )
    expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(5)
    expect((await course.tool.engine.counts()).waiting).to.equal(1)
    course.vle.faults.membershipsStatus = null
    course.clock.advance(1)
    await course.settle()
    expect(await run()).to.include({ state: 'done', error: null })
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('is not given up while the VLE is down for an afternoon, and hardly knocks', async () => {
    const user = course.learner(1)
    course.grade(TAKING_PART, user, 9)
    course.vle.faults.membershipsStatus = 503
    const asked = () => course.vle.log.count({ service: 'memberships', status: 503 })
    for (let minutes = 0; minutes < 180; minutes += 4) {
      course.clock.advance(4)
      await refresh()
    }
    expect(await run()).to.include({ state: 'waiting', error: 'platform_resting' })
    expect(course.tool.lti.circuits()).to.have.length(1)
    expect(asked(), 'one request for each pause').to.be.within(45, 55)
    course.vle.faults.membershipsStatus = null
    course.clock.advance(4)
    await refresh()
    expect(await run()).to.include({ state: 'done', error: null })
    expect(await course.held(user)).to.deep.equal(['completed'])
    expect([course.tool.lti.circuits(), (await course.tool.engine.counts()).dead]).to.deep.equal([[], 0])
  })

  it('says that it failed after the last try, and keeps when it was last read', async () => {
    const { succeededAt } = await run()
    course.vle.faults.tokenStatus = 400
    course.clock.advance(120)
    await refresh()
    expect(await run()).to.include({ state: 'failed', succeededAt })
    expect((await course.tool.engine.counts()).dead).to.equal(1)
  })

  it('answers a run that is under way instead of asking for a second one', async () => {
    const { app, store } = course.tool
    const learner = await course.visit(course.learner(1))
    await store.refreshRuns.save({ ...(await run()), state: 'running', done: 3, total: 5 })
    const before = course.vle.log.count({ service: 'memberships' })
    expect(await app.requestRefresh(learner)).to.include({ state: 'running', done: 3, total: 5 })
    await course.settle()
    expect(course.vle.log.count({ service: 'memberships' })).to.equal(before)
    await store.refreshRuns.save({ ...(await run()), state: 'done' })
    expect((await app.requestRefresh(learner)).state).to.equal('waiting')
    await course.settle()
    expect(course.vle.log.count({ service: 'memberships' })).to.equal(before + 1)
  })

  it('begins at once when a person asks, though it waits to try again', async () => {
    const { app } = course.tool
    const tutor = await course.tutor()
    course.vle.faults.membershipsStatus = 503
    await refresh()
    expect(await run()).to.include({ state: 'waiting', error: 'platform_unreachable' })
    course.vle.faults.membershipsStatus = null
    await app.requestRefresh(tutor)
    await course.settle()
    expect(await run()).to.include({ state: 'done', error: null })
    expect((await course.tool.engine.counts()).waiting).to.equal(0)
  })

  it('forgets neither its end nor when the VLE was read, whichever of its two jobs speaks last', async () => {
    const { store } = course.tool
    const whole = { ...(await run()), state: 'running' as const, succeededAt: null }
    await store.refreshRuns.save(whole)
    // The evaluation ends while the refresh that asked for it has yet to say when the VLE was read.
    await store.refreshRuns.note({ ...whole, state: 'done' }, ['state'])
    await store.refreshRuns.note({ ...whole, succeededAt: '2026-11-02T10:00:00.000Z' }, ['succeededAt'])
    expect(await run()).to.include({ state: 'done', succeededAt: '2026-11-02T10:00:00.000Z' })
  })
})
