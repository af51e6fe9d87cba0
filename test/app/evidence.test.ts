import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { ACCEPTED, type Course, EVIDENCE, openCourse, refusal } from './course.ts'

describe('evidence', () => {
  let course: Course
  let learner: Visit
  let tutor: Visit
  beforeEach(async () => {
    course = await openCourse()
    learner = await course.visit(course.learner(1))
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const hand = () => app().reviews.submit(learner, EVIDENCE)
  const ready = () => course.earn(course.learner(1), 'completed', 'demonstrated')
  async function latest() {
    const [record] = await course.tool.store.work.evidence(course.courseId, learner.person?.id ?? '')
    if (!record) throw new Error('no evidence was handed in')
    return record
  }

  it('is locked until the levels below are held, and names the one that is missing', async () => {
    expect(await refusal(hand())).to.deep.include({
      code: 'evidence_locked',
      status: 409,
      detail: { level: 'completed' },
    })
    await course.earn(course.learner(1), 'completed')
    expect((await refusal(hand())).detail).to.deep.equal({ level: 'demonstrated' })
    await ready()
    await hand()
    expect(await latest()).to.include({ state: 'submitted', ownPractice: EVIDENCE.ownPractice })
  })

  it('waits for a tutor: a second one is refused meanwhile', async () => {
    await ready()
    const attempts = await Promise.allSettled([hand(), hand()])
    expect(attempts.filter((one) => one.status === 'fulfilled')).to.have.length(1)
    expect(await refusal(hand())).to.include({ code: 'evidence_waiting', status: 409 })
    expect((await app().ladder(learner)).next).to.deep.equal({ type: 'wait-evidence', level: 'implemented' })
    const query = { search: null, holds: null, attention: 'evidence', offset: 0, limit: 10 } as const
    expect((await app().progress(tutor, query)).counts.evidence).to.equal(1)
  })

  it('accepted in time earns Implemented', async () => {
    await ready()
    await hand()
    await app().reviews.decide(tutor, (await latest()).id, ACCEPTED)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated', 'implemented'])
    expect(await latest()).to.include({ state: 'accepted', decidedBy: tutor.person?.id })
    await course.settle()
    expect(course.published('implemented', course.learner(1))?.score).to.equal(1)
    const rows = await course.credentials(course.learner(1))
    for (const row of rows) expect(row.document, 'evidence stays private').not.to.contain('question')
  })

  it('counts by when it was handed in, not by when it was decided', async () => {
    await ready()
    // To the last hour of the last month.
    const user = course.learner(1)
    const end = Date.parse('2027-01-29T00:00:00Z')
    const visit = () => course.visit(user, { custom: { course_end: new Date(end).toISOString() } })
    await visit()
    course.clock.advance((Date.parse('2027-07-28T23:00:00Z') - course.clock.now()) / 60_000)
    learner = await visit()
    tutor = await course.tutor()
    await hand()
    course.clock.advance(7 * 24 * 60)
    tutor = await course.tutor()
    await app().reviews.decide(tutor, (await latest()).id, ACCEPTED)
    expect(await course.held(user)).to.include('implemented')
  })

  it('handed in too late earns nothing, even if it is accepted', async () => {
    await ready()
    const user = course.learner(1)
    const custom = { course_end: '2027-01-29T00:00:00Z' }
    course.clock.advance((Date.parse('2027-07-30T00:00:00Z') - course.clock.now()) / 60_000)
    learner = await course.visit(user, { custom })
    tutor = await course.tutor()
    await hand()
    await app().reviews.decide(tutor, (await latest()).id, ACCEPTED)
    expect(await course.held(user)).not.to.include('implemented')
    const { rungs } = await app().ladder(learner)
    expect(rungs[2]?.progress?.evaluation.reason.code).to.equal('evidence-late')
  })

  it('is decided once: of two tutors the second is told', async () => {
    await ready()
    await hand()
    const other = await course.visit(course.school.tutors[1])
    const { id } = await latest()
    const declined = { ...ACCEPTED, state: 'declined', feedback: 'Not about practice' } as const
    const both = await Promise.allSettled([
      app().reviews.decide(tutor, id, ACCEPTED),
      app().reviews.decide(other, id, declined),
    ])
    expect(both.map((one) => one.status)).to.have.members(['fulfilled', 'rejected'])
    const late = await refusal(app().reviews.decide(other, id, declined))
    expect(late).to.include({ code: 'evidence_decided', status: 409 })
    const decided = (await course.tool.store.audit.ofCourse(course.courseId, 50)).filter((line) =>
      /^evidence\.(accepted|declined)$/.test(line.action),
    )
    expect(decided).to.have.length(1)
  })

  it('sent back needs words, and may be handed in again', async () => {
    await ready()
    await hand()
    const { id } = await latest()
    for (const state of ['returned', 'declined'] as const)
      for (const feedback of [null, '', '  \n'])
        expect(
          (await refusal(app().reviews.decide(tutor, id, { ...ACCEPTED, state, feedback }))).code,
        ).to.equal('feedback_missing')
    await app().reviews.decide(tutor, id, {
      ...ACCEPTED,
      state: 'returned',
      feedback: 'What changed for your students?',
    })
    expect(await latest()).to.include({ state: 'returned', feedback: 'What changed for your students?' })
    course.clock.advance(1)
    await hand()
    expect(await latest()).to.include({ state: 'submitted' })
    expect(await course.held(course.learner(1))).not.to.include('implemented')
  })

  it('is not found under an id that is none', async () => {
    expect(await refusal(app().reviews.decide(tutor, 'none', ACCEPTED))).to.include({
      code: 'evidence_not_found',
      status: 404,
    })
  })
})
