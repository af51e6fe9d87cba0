import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import {
  type Course,
  deepLinking,
  EVIDENCE,
  NOTHING,
  openCourse,
  REFLECTION,
  refusal,
  TAKING_PART,
} from './course.ts'

const QUERY = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const
const DAY = 24 * 60

describe('people who only look', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: ['Session'], coursework: [REFLECTION] })
  })
  afterEach(() => course.close())

  const enrolment = (visit: Visit) =>
    course.tool.store.people.enrolment(visit.course.id, visit.person?.id ?? '')
  const looking = (visit: Visit) => visit.session.launch.looking
  const tutor = () => course.school.tutors[0]

  it('are tutors with a learner’s eyes: a learner’s page, nothing recorded, and a tutor again by the next launch', async () => {
    const { app, store } = course.tool
    await course.tutor()
    const visit = await course.visit(tutor(), { roles: ['learner'], link: 'Session' })
    expect([visit.session.role, looking(visit)]).to.deep.equal(['learner', 'staff'])
    expect((await app.ladder(visit)).rungs).to.have.length(3)
    const tried = [
      app.checkIn(visit),
      app.reviews.submit(visit, { ...EVIDENCE, ownPractice: 'x' }),
      app.progress(visit, QUERY),
    ]
    const codes = (await Promise.all(tried.map(refusal))).map((error) => error.code)
    expect(codes).to.deep.equal(['only_looking', 'only_looking', 'not_allowed'])
    const facts = await store.participation.facts(course.courseId, [visit.person?.id ?? ''])
    expect(facts.get(visit.person?.id ?? '')?.participation).to.deep.equal([])
    expect((await enrolment(visit))?.role).to.equal('tutor')
    expect((await course.visit(tutor())).session).to.include({ role: 'tutor' })
  })

  it('are not those who are tutor and learner at once', async () => {
    const visit = await course.visit(tutor(), { roles: ['instructor', 'learner'] })
    expect([visit.session.role, looking(visit)]).to.deep.equal(['tutor', null])
  })

  it('become learners once the roster says learner and they have not taught for a month', async () => {
    const assistant = course.vle.addUser({ ...tutor(), id: '35', username: 'assistant' })
    course.vle.enrol('2', '35', 'TeachingAssistant')
    await course.visit(assistant)
    await course.refresh(course.courseId)
    const asLearner = () => course.visit(assistant, { roles: ['learner'] })
    course.clock.advance(29 * DAY)
    expect(looking(await asLearner())).to.equal('staff')
    course.clock.advance(2 * DAY)
    course.grade(TAKING_PART, assistant, 8)
    const visit = await asLearner()
    expect([looking(visit), (await enrolment(visit))?.role]).to.deep.equal([null, 'learner'])
    await course.refresh(course.courseId)
    expect(await course.held(assistant)).to.deep.equal(['completed'])
    expect((await course.visit(assistant)).session.role, 'who launches as one is one').to.equal('tutor')
  })

  it('are tutors still, however long ago, where no roster ever called them a learner', async () => {
    await course.tutor()
    course.clock.advance(400 * DAY)
    expect(looking(await course.visit(tutor(), { roles: ['learner'] }))).to.equal('staff')
  })

  it('are test users, who may try everything and are none of the learners', async () => {
    const user = { ...course.learner(5), id: 'test-1' }
    const visit = await course.visit(user, { roles: ['learner', 'test-user'], link: 'Session' })
    expect(looking(visit)).to.equal('test-user')
    expect((await course.tool.app.checkIn(visit)).first).to.equal(true)
    expect(await enrolment(visit)).to.equal(null)
    expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(5)
  })

  it('are mentors and people without a role here, until the roster lists them', async () => {
    for (const [id, roles] of [
      ['801', ['mentor']],
      ['802', []],
    ] as const) {
      const visit = await course.visit({ ...course.learner(1), id }, { roles })
      expect([visit.session.role, looking(visit), await enrolment(visit)]).to.deep.equal([
        'learner',
        'guest',
        null,
      ])
    }
    const listed = await course.visit(course.learner(1), { roles: [] })
    expect([looking(listed), (await enrolment(listed))?.role]).to.deep.equal([null, 'learner'])
  })
})

describe('a launch that names nobody', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
  })
  after(() => course.close())

  it('is refused where only somebody with a name could answer, and leaves no session', async () => {
    const review = { messageType: 'LtiSubmissionReviewRequest', forUser: course.learner(1).id } as const
    for (const occasion of [deepLinking(course), review]) {
      const launch = course.launch(null, { ...occasion, roles: ['instructor'] })
      expect(await refusal(course.tool.app.launch(launch))).to.include({ code: 'anonymous', status: 403 })
    }
  })

  it('makes nobody of staff: every deed of theirs is refused, and no row is written', async () => {
    const { app, store } = course.tool
    const before = await store.audit.ofCourse(course.courseId, 100)
    const visit = await course.visit(null, { roles: ['administrator', 'instructor'] })
    const id = await course.personId(course.learner(1))
    const tried = [
      app.progress(visit, QUERY),
      app.learner(visit, id),
      app.awardByHand(visit, id, 'completed', 'Why not'),
      app.setKinds(visit, new Map()),
      app.deepLink(visit, NOTHING),
      app.takeOver(visit, { criteriaVersion: 1, activities: [] }),
      app.leaveCopy(visit),
      app.reviewed(visit),
    ]
    for (const error of await Promise.all(tried.map(refusal))) expect(error.code).to.equal('not_allowed')
    expect(await store.audit.ofCourse(course.courseId, 100)).to.deep.equal(before)
  })
})

describe('messages for staff', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
  })
  after(() => course.close())

  it('are refused from learners, who open no session by them', async () => {
    const other = { messageType: 'LtiSubmissionReviewRequest', forUser: course.learner(2).id } as const
    for (const occasion of [deepLinking(course), other]) {
      const launch = course.launch(course.learner(1), occasion)
      expect(await refusal(course.tool.app.launch(launch))).to.include({ code: 'not_allowed', status: 403 })
    }
    const own = await course.visit(course.learner(1), { ...other, forUser: course.learner(1).id })
    expect(own.session.role).to.equal('learner')
  })

  it('name a learner of this course, or nobody', async () => {
    const { app } = course.tool
    course.vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    course.vle.enrol('8', course.school.tutors[0].id, 'Instructor')
    const review = (forUser: string, courseId: string) =>
      course.visit(course.school.tutors[0], {
        courseId,
        messageType: 'LtiSubmissionReviewRequest',
        forUser,
      })
    const id = await course.personId(course.learner(1))
    expect(await app.reviewed(await review(course.learner(1).id, '2'))).to.equal(id)
    expect(await app.reviewed(await review(course.learner(1).id, '8')), 'known, but not here').to.equal(null)
    expect(await app.reviewed(await review('nobody', '2'))).to.equal(null)
    expect((await refusal(app.reviewed(await course.tutor()))).code).to.equal('page_not_found')
  })

  it('from Canvas’s SpeedGrader, by a resource link of nobody’s, make no activity and spoil none', async () => {
    const { store } = course.tool
    await course.addLinks({ checkIns: ['Session'] })
    await course.visit(course.learner(1), { link: 'Session' })
    const before = await store.activities.ofCourse(course.courseId)
    const occasion = { link: 'Session', resourceLink: { id: 'of-the-course', title: 'Wrong' } }
    const visit = await course.visit(course.school.tutors[0], occasion)
    expect(visit.session.role).to.equal('tutor')
    await course.visit(course.school.tutors[0], { resourceLink: occasion.resourceLink })
    expect(await store.activities.ofCourse(course.courseId)).to.deep.equal(before)
    const links = await store.copies.activitiesByLink(visit.course, ['of-the-course'])
    expect(links.size).to.equal(0)
  })
})
