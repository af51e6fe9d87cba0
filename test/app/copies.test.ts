import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import type { User } from '../vle/index.ts'
import { type Course, openCourse, REFLECTION, refusal, TAKING_PART } from './course.ts'
import type { Occasion } from './launches.ts'

const QUERY = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const
const NEW = '9'

/** A course with criteria and links of its own, and its copy for the next year. */
describe('a copied course', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: ['Session'], coursework: [REFLECTION] })
    await course.visit(course.learner(1), { link: 'Session' })
    const { vle, school } = course
    vle.copyCourse('2', { id: NEW, label: 'NEXT', title: 'Next year' })
    vle.enrol(NEW, school.tutors[0].id, 'Instructor')
    vle.enrol(NEW, course.learner(2).id, 'Learner')
  })
  afterEach(() => course.close())

  /** Without grade services, so that nothing is found by the gradebook. */
  const enter = (user: User, occasion: Occasion = {}) =>
    course.visit(user, { courseId: NEW, grades: null, ...occasion })
  const history = { context_history: '2' }
  const offer = async (visit: Visit) => (await course.tool.app.progress(visit, QUERY)).copy
  const administrator = (occasion: Occasion = {}) => enter(course.school.administrator, occasion)
  const copyOf = (visit: Visit) => course.tool.store.copies.of(visit.course.id)
  const activities = (visit: Visit) => course.tool.store.activities.ofCourse(visit.course.id)

  it('starts with the default criteria, and the old ones are offered with what would count', async () => {
    const visit = await administrator({ custom: history })
    const { store, deps } = course.tool
    expect((await store.criteria.current(visit.course.id))?.criteria).to.deep.equal(
      deps.ladder.defaultCriteria,
    )
    const found = await offer(visit)
    expect(found?.origin.id).to.equal(course.courseId)
    expect(found).to.deep.include({ basedOn: 1, canTake: true, unmatched: false, kinds: [] })
    expect(found?.criteria).to.deep.equal((await store.criteria.current(course.courseId))?.criteria)
  })

  it('takes the latest of its history that is known, and none that is not', async () => {
    const custom = { context_history: '77, 2,1' }
    expect(await copyOf(await enter(course.learner(2), { custom }))).to.include({
      originId: course.courseId,
      how: 'history',
      vouched: true,
    })
    course.vle.copyCourse(NEW, { id: '10', label: 'THIRD', title: 'The year after' })
    const third = await enter(course.learner(1), { courseId: '10', custom: { context_history: `${NEW},2` } })
    const ninth = (await course.tool.store.courses.list()).find((one) => one.contextId === NEW)
    expect((await copyOf(third))?.originId).to.equal(ninth?.id)
    const stranger = await enter(course.learner(1), {
      custom: { context_history: '77,%zz,,2' },
      courseId: '2',
    })
    expect(await copyOf(stranger)).to.equal(null)
  })

  it('is known by its links where the platform tells nothing, once somebody who taught the old course teaches this one', async () => {
    const first = await enter(course.learner(2), { link: 'Session' })
    expect(await copyOf(first)).to.include({ originId: course.courseId, how: 'link', vouched: false })
    const { vle, school } = course
    vle.enrol(NEW, school.tutors[1].id, 'Instructor')
    const newcomer = await enter(school.tutors[1])
    // The second tutor is in the old course's roster, so a third one it takes.
    const other = vle.addUser({ ...school.tutors[1], id: '36', username: 'newcomer' })
    vle.enrol(NEW, other.id, 'Instructor')
    expect((await copyOf(newcomer))?.vouched).to.equal(true)
    expect((await offer(await enter(other)))?.canTake).to.equal(false)
  })

  it('is known for certain once the platform tells what a link had said', async () => {
    const first = await enter(course.learner(2), { link: 'Session' })
    expect((await copyOf(first))?.vouched).to.equal(false)
    await enter(course.learner(2), { custom: { context_history: '77' } })
    expect((await copyOf(first))?.vouched, 'of an unknown course').to.equal(false)
    await enter(course.learner(2), { custom: history })
    expect(await copyOf(first)).to.include({ how: 'link', vouched: true })
  })

  it('is not offered what a link alone says, to staff who never taught the old course', async () => {
    const { vle, school } = course
    const other = vle.addUser({ ...school.tutors[1], id: '36', username: 'newcomer' })
    vle.enrol(NEW, other.id, 'Instructor')
    const visit = await enter(other, { link: 'Session' })
    expect((await copyOf(visit))?.vouched).to.equal(false)
    expect(await offer(visit)).to.equal(null)
  })

  it('is a course of its own in a copied installation, whose people never mix with those of the first', async () => {
    const platform = (guid: string | null) => ({ family: 'moodle', version: null, guid, name: null })
    const first = await course.visit(course.learner(1), { platform: platform('first') })
    expect(first.course.id).to.equal(course.courseId)
    expect((await course.visit(course.learner(1), { platform: platform(null) })).course.id).to.equal(
      course.courseId,
    )
    const restored = await course.visit(course.school.administrator, { platform: platform('restored') })
    expect(restored.course.id).not.to.equal(course.courseId)
    expect(await copyOf(restored)).to.include({ originId: course.courseId, how: 'installation' })
    expect((await offer(restored))?.origin.id).to.equal(course.courseId)
    const again = await course.visit(course.learner(2), { platform: platform('restored') })
    expect(again.course.id).to.equal(restored.course.id)
    const members = await course.tool.store.people.enrolment(course.courseId, again.person?.id ?? '')
    expect(members?.role, 'known here by the roster only').to.equal('learner')
    expect((await course.visit(course.learner(1), { platform: platform('first') })).course.id).to.equal(
      course.courseId,
    )
  })

  it('never has its origin on another platform', async () => {
    const { tool } = course
    const registration = await tool.store.platforms.save({
      ...course.platform,
      id: tool.random.uuid(),
      issuer: 'https://elsewhere.example',
      name: 'Another VLE',
    })
    const elsewhere = { registration, memberships: null, grades: null }
    const [session] = (await tool.store.activities.ofCourse(course.courseId)).filter(
      (one) => one.title === 'Session',
    )
    const custom = { ...history, ladder_link: 'check-in', ladder_activity: session?.id ?? '' }
    const visit = await enter(course.school.tutors[0], { ...elsewhere, custom })
    expect(await copyOf(visit)).to.equal(null)
    expect(await activities(visit)).to.deep.equal([])
    expect(visit.session.launch.activityId).to.equal(null)
  })

  it('gets one activity for each old one, however many open its link at once, and none for nobody', async () => {
    await enter(course.learner(2))
    const before = await activities(await enter(course.learner(2)))
    await course.visit(null, { courseId: NEW, link: 'Reflection' })
    expect(await activities(await enter(course.learner(2)))).to.deep.equal(before)
    const launches = Array.from({ length: 6 }, () =>
      course.tool.app.launch(course.launch(course.learner(2), { courseId: NEW, link: 'Reflection' })),
    )
    const sessions = await Promise.all(launches)
    const named = new Set(sessions.map(({ session }) => session.launch.activityId))
    expect(named.size).to.equal(1)
    const made = await activities(await enter(course.learner(2)))
    expect(made.map(({ id, title, kind }) => [id, title, kind])).to.deep.equal([
      [[...named][0], 'Reflection', null],
    ])
  })

  it('finds the copied gradebook column of an activity when the course is read', async () => {
    const visit = await enter(course.learner(2), { link: 'Session' })
    expect((await activities(visit))[0]?.lineItemUrl).to.equal(null)
    await course.visit(course.learner(2), { courseId: NEW })
    await course.refresh(visit.course.id)
    expect((await activities(visit))[0]?.lineItemUrl).to.contain(`/${NEW}/lineitems/`)
  })

  it('gets an activity for each column that came along, and reads it, before anybody opened a link', async () => {
    const visit = await course.visit(course.school.administrator, { courseId: NEW, custom: history })
    const column = course.vle.columns(NEW).find((one) => one.label === TAKING_PART)
    course.vle.grade(column?.id ?? '', course.learner(2).id, 7)
    await course.refresh(visit.course.id)
    const found = await offer(visit)
    expect(
      found?.kinds.map(({ activity, kind }) => [activity.title, activity.source, kind]),
    ).to.have.deep.members([
      [TAKING_PART, 'column', 'participation'],
      ['Essay', 'column', 'assignment'],
      ['Session', 'check-in', 'attendance'],
      ['Reflection', 'coursework', 'coursework'],
    ])
    const before = await activities(visit)
    await course.refresh(visit.course.id)
    expect(await activities(visit), 'once').to.deep.equal(before)
    await course.tool.app.takeOver(visit, {
      criteriaVersion: found?.criteriaVersion ?? 0,
      activities: before.map(({ id }) => id),
    })
    await course.settle()
    const next = await enter(course.learner(2))
    const { rungs } = await course.tool.app.ladder(next)
    expect(rungs[0]?.state, 'graded in the column that was copied').to.equal('earned')
    expect(await course.held(course.learner(2)), 'in the new course alone').to.deep.equal([])
  })

  it('takes over once, whoever presses at the same time, and only what was shown', async () => {
    const visit = await administrator({ custom: history })
    await enter(course.learner(2), { link: 'Session' })
    const found = await offer(visit)
    if (!found) throw new Error('nothing is offered')
    expect(found.kinds.map(({ activity, kind, was }) => [activity.title, kind, was])).to.deep.equal([
      ['Session', 'attendance', 'Session'],
    ])
    const { app, store } = course.tool
    const shown = { criteriaVersion: found.criteriaVersion, activities: [] }
    expect(await refusal(app.takeOver(visit, { ...shown, criteriaVersion: 1 }))).to.include({
      code: 'criteria_changed',
      status: 409,
    })
    const pressed = await Promise.allSettled(Array.from({ length: 4 }, () => app.takeOver(visit, shown)))
    expect(pressed.filter((one) => one.status === 'fulfilled')).to.have.length(1)
    for (const one of pressed) if (one.status === 'rejected') expect(one.reason.code).to.equal('copy_decided')
    expect((await store.criteria.history(visit.course.id)).map(({ version }) => version)).to.deep.equal([
      2, 1,
    ])
    expect((await activities(visit))[0]?.kind, 'what was not on the page').to.equal(null)
    expect(await offer(visit)).to.equal(null)
    const audit = (await store.audit.ofCourse(visit.course.id, 50)).map(({ action }) => action)
    expect(audit).to.include('course.taken-over').and.not.include('activity.mapped')
  })

  it('is decided by administrators; tutors may set it aside, and nobody is asked again', async () => {
    const tutor = await enter(course.school.tutors[0], { custom: history })
    const { app } = course.tool
    const shown = { criteriaVersion: 2, activities: [] }
    expect(await refusal(app.takeOver(tutor, shown))).to.include({ code: 'not_allowed' })
    expect(await refusal(app.leaveCopy(await enter(course.learner(2))))).to.include({ code: 'not_allowed' })
    await app.leaveCopy(tutor)
    expect(await offer(tutor)).to.equal(null)
    expect(await offer(await administrator({ custom: history }))).to.equal(null)
    expect((await copyOf(tutor))?.decision).to.equal('later')
  })

  it('puts its own activities in the place of those that the old criteria name, or leaves such criteria alone', async () => {
    const { app, store } = course.tool
    const boss = await course.administrator()
    const [column] = (await store.activities.ofCourse(course.courseId)).filter(
      (one) => one.title === TAKING_PART,
    )
    const [session] = (await store.activities.ofCourse(course.courseId)).filter(
      (one) => one.title === 'Session',
    )
    const criteria = async (activity: string) => {
      const { current } = await app.criteria(boss)
      const criterion = { type: 'completed', target: { activity }, need: 'every' } as const
      const completed = { ...current.criteria.completed, criterion }
      await app.saveCriteria(boss, {
        basedOn: current.version,
        note: null,
        criteria: { ...current.criteria, completed },
      })
    }
    await criteria(session?.id ?? '')
    const visit = await administrator({ custom: history })
    expect(await offer(visit), 'before the link was opened here').to.equal(null)
    await enter(course.learner(2), { link: 'Session' })
    const [own] = await activities(visit)
    const found = await offer(visit)
    expect(found?.criteria?.completed.criterion).to.deep.include({ target: { activity: own?.id } })
    await criteria(column?.id ?? '')
    expect(await offer(visit)).to.include({ criteria: null, unmatched: true })
  })
})

describe('a course of another deployment', () => {
  it('may have the same context id, and is another course', async () => {
    const course = await openCourse()
    const { store } = course.tool
    await store.platforms.save({
      ...course.platform,
      deploymentIds: [course.registered.deploymentId, 'second'],
    })
    const visit = await course.visit(course.learner(1), {
      deploymentId: 'second',
      grades: null,
      custom: { context_history: '2' },
    })
    expect(visit.course.id).not.to.equal(course.courseId)
    expect(visit.course.contextId).to.equal('2')
    expect(await store.copies.of(visit.course.id), 'its history is its own deployment’s').to.equal(null)
    expect(visit.person?.id).to.equal(await course.personId(course.learner(1)))
    await course.close()
  })
})
