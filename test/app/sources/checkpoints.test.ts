import { expect } from 'chai'
import { type Course, openCourse, refusal, TAKING_PART } from '../course.ts'

const GATE = 'Hidden until the unit 3 quiz is passed'
const DONE = { title: 'Unit 3 done', gate: GATE, kind: 'assignment' } as const

describe('a checkpoint', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const open = (n: number) => course.visit(course.learner(n), { link: DONE.title })
  async function activity() {
    const all = await course.tool.store.activities.ofCourse(course.courseId)
    const found = all.find(({ source }) => source === 'checkpoint')
    if (!found) throw new Error('there is no checkpoint')
    return found
  }
  async function record(n: number) {
    const id = await course.personId(course.learner(n))
    const facts = await course.tool.store.participation.facts(course.courseId, [id])
    const { id: activityId } = await activity()
    return facts.get(id)?.participation.find((one) => one.activityId === activityId) ?? null
  }

  it('that a learner could open is recorded with what it stands for, once, and earns what it counts as', async () => {
    await course.addLinks({ checkpoints: [DONE] })
    await course.earn(course.learner(1), 'completed')
    const visit = await open(1)
    expect(visit.session.launch.link).to.equal('checkpoint')
    const first = await record(1)
    expect(first).to.deep.include({ completed: true, statement: GATE })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated'])
    course.clock.advance(60)
    await open(1)
    expect(await record(1)).to.deep.equal(first)
    expect(await app().sources.opened(visit)).to.deep.include({
      recorded: { at: first?.observedAt, statement: GATE },
    })
    expect(course.vle.gradeOf(course.column(DONE.title).id, course.learner(1).id)?.score).to.equal(1)
  })

  it('counts from when the VLE has it, before anybody came through', async () => {
    await course.addLinks({ checkpoints: [{ ...DONE, kind: 'participation' }] })
    course.grade(TAKING_PART, course.learner(1), 8)
    await course.refresh(course.courseId)
    expect((await activity()).state).to.equal('active')
    expect(await course.held(course.learner(1))).to.deep.equal([])
    await open(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('without a stated gate proves nothing, keeps nothing, and is told to the tutor; with one it counts', async () => {
    await course.addLinks({ checkpoints: [{ ...DONE, gate: null, kind: 'participation' }] })
    course.grade(TAKING_PART, course.learner(1), 8)
    const visit = await open(1)
    await course.refresh(course.courseId)
    expect((await app().sources.opened(visit)).recorded).to.equal(null)
    expect([await record(1), (await activity()).fault]).to.deep.equal([null, 'gate-missing'])
    const personId = await course.personId(course.learner(1))
    const outcome = async () =>
      (await course.tool.store.progress.of(course.courseId, personId))?.progress.levels[0]?.outcome
    expect(await outcome()).to.equal('unknown')
    const tutor = await course.tutor()
    const query = { search: null, holds: null, attention: null, offset: 0, limit: 10 }
    const step = { type: 'activity-fault', title: DONE.title, fault: 'gate-missing' }
    expect((await app().progress(tutor, query)).setUp).to.deep.include(step)
    await app().sources.stateGate(tutor, (await activity()).id, GATE)
    await course.settle()
    expect(await outcome()).to.equal('not-yet')
    await open(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('keeps with each record the words of its time, and an audit line of who changed them', async () => {
    await course.addLinks({ checkpoints: [DONE] })
    await open(1)
    const tutor = await course.tutor()
    const { id } = await activity()
    await app().sources.stateGate(tutor, id, 'Hidden until unit 3 is finished')
    await open(2)
    expect([(await record(1))?.statement, (await record(2))?.statement]).to.deep.equal([
      GATE,
      'Hidden until unit 3 is finished',
    ])
    const [line] = await course.tool.store.audit.ofCourse(course.courseId, 1)
    expect(line).to.deep.include({
      action: 'checkpoint.stated',
      actorId: tutor.person?.id,
      detail: { activity: id, before: GATE, after: 'Hidden until unit 3 is finished' },
    })
    expect((await app().sources.checkpoint(tutor, id)).opened.learners).to.equal(2)
  })

  it('records nothing of tutors, of those who only look, or of a review', async () => {
    await course.addLinks({ checkpoints: [DONE] })
    const link = { link: DONE.title }
    const [tutor] = course.school.tutors
    await course.visit(tutor, link)
    const looking = await course.visit(tutor, { ...link, roles: ['learner'] })
    expect((await app().sources.opened(looking)).recorded).to.equal(null)
    await course.visit({ ...course.learner(5), id: 'test-1' }, { ...link, roles: ['learner', 'test-user'] })
    await course.visit(course.learner(2), {
      ...link,
      messageType: 'LtiSubmissionReviewRequest',
      forUser: course.learner(2).id,
    })
    const { opened } = await app().sources.checkpoint(await course.tutor(), (await activity()).id)
    expect(opened).to.deep.equal({ learners: 0, first: null, last: null })
  })

  it('is nobody’s outside its course, and no other activity is one', async () => {
    await course.addLinks({ checkpoints: [DONE], checkIns: ['Session'] })
    const { vle, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const stranger = await course.visit(school.administrator, { courseId: '8' })
    const { id } = await activity()
    const session = (await course.tool.store.activities.ofCourse(course.courseId)).find(
      ({ source }) => source === 'check-in',
    )
    const tutor = await course.tutor()
    const tried = [
      app().sources.checkpoint(stranger, id),
      app().sources.stateGate(stranger, id, 'Mine now'),
      app().sources.stateGate(tutor, session?.id ?? '', 'No gate at all'),
      app().sources.column(tutor, id),
    ]
    for (const attempt of tried) expect((await refusal(attempt)).code).to.equal('activity_gone')
    const learner = await open(1)
    expect((await refusal(app().sources.stateGate(learner, id, 'x'))).code).to.equal('not_allowed')
    expect((await activity()).gate).to.equal(GATE)
  })

  it('comes along with a copied course, and counts there as nothing until staff say so', async () => {
    await course.addLinks({ checkpoints: [DONE] })
    await course.tutor()
    const copy = course.vle.copyCourse('2', { id: '9', label: 'NEXT', title: 'Next year' })
    course.vle.enrol(copy.id, course.school.tutors[0].id, 'Instructor')
    const { course: next } = await course.visit(course.school.tutors[0], { courseId: '9', link: DONE.title })
    const copied = (await course.tool.store.activities.ofCourse(next.id)).find(
      ({ title }) => title === DONE.title,
    )
    expect(copied).to.include({ source: 'checkpoint', gate: GATE, kind: null, fault: null })
  })
})
