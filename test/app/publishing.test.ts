import { expect } from 'chai'
import { publishCredentials } from '../../src/app/issuing/publish.ts'
import { evaluateLearners } from '../../src/app/judging/evaluate-learners.ts'
import { refreshCourse } from '../../src/app/reading/refresh.ts'
import { loseOneReply } from '../whole/lost-reply.ts'
import { type Course, ESSAY, openCourse, TAKING_PART } from './course.ts'

describe('publishing', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const levelColumns = () =>
    course.vle.columns('2').filter((column) => column.tag === 'credential-ladder-level')
  const scores = () => course.vle.log.count({ service: 'scores' })
  const dead = async () => (await course.tool.engine.counts()).dead

  it('puts a score with words and a link into one column a level', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed', 'demonstrated')
    await course.earn(course.learner(2), 'completed')
    expect(levelColumns().map((one) => [one.resourceId, one.label, one.scoreMaximum])).to.deep.equal([
      ['credential-ladder-completed', 'Credential: Completed', 1],
      ['credential-ladder-demonstrated', 'Credential: Demonstrated', 1],
    ])
    const [credential] = await course.credentials(user)
    const shown = course.published('completed', user)
    expect(shown?.score).to.equal(1)
    expect(shown?.comment).to.contain(`${course.toolUrl}/credentials/${credential?.id}`)
    expect(shown?.comment, 'platforms show markup as it stands').not.to.match(/[<>]/)
    expect(course.published('completed', course.learner(2))?.score).to.equal(1)
    expect(course.published('demonstrated', course.learner(2))).to.equal(null)
  })

  it('posts nothing again of what was posted', async () => {
    await course.earn(course.learner(1), 'completed')
    const before = scores()
    expect(await publishCredentials(course.tool.deps, course.courseId)).to.deep.equal({
      posted: 0,
      retracted: 0,
    })
    await course.refresh(course.courseId)
    expect(scores()).to.equal(before)
  })

  it('finds its column again by its marks when the tool has forgotten it', async () => {
    await course.earn(course.learner(1), 'completed')
    const { store } = course.tool
    const known = (await store.levelColumns.of(course.courseId)).get('completed') ?? ''
    await store.levelColumns.forget(course.courseId, 'completed', known)
    await course.earn(course.learner(2), 'completed')
    expect(levelColumns()).to.have.length(1)
    expect((await store.levelColumns.of(course.courseId)).get('completed')).to.equal(known)
  })

  it('makes the column once more where somebody deleted it, and goes on', async () => {
    await course.earn(course.learner(1), 'completed')
    const [column] = levelColumns()
    course.vle.removeColumn(column?.id ?? '')
    await course.earn(course.learner(2), 'completed')
    await course.earn(course.learner(3), 'completed')
    expect(levelColumns()).to.have.length(1)
    expect(course.published('completed', course.learner(2))?.score).to.equal(1)
    expect(course.published('completed', course.learner(3))?.score).to.equal(1)
    expect(await dead()).to.equal(0)
  })

  it('never posts to a column that people grade', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed', 'demonstrated')
    for (const label of [TAKING_PART, ESSAY])
      expect(course.vle.gradeOf(course.column(label).id, user.id)).to.include({
        by: 'teacher',
        comment: null,
      })
    const graded = [TAKING_PART, ESSAY].map((label) => `/lineitems/${course.column(label).id}/`)
    const posted = course.vle.log.entries.filter((entry) => entry.service === 'scores')
    expect(posted.some((entry) => graded.some((part) => entry.path.includes(part)))).to.equal(false)
  })

  it('lets nobody wait for a learner whose score the gradebook refuses', async () => {
    const [left, locked, other] = [course.learner(1), course.learner(2), course.learner(3)]
    await course.earn(course.learner(4), 'completed')
    const [column] = levelColumns()
    course.vle.lockGrade(column?.id ?? '', locked.id)
    for (const user of [left, locked, other]) course.grade(TAKING_PART, user, 9)
    await course.tool.store.platforms.setStatus(course.platform.id, 'approved')
    // Graded and then gone, before the tool could post.
    course.vle.faults.scoresStatus = 503
    await course.refresh(course.courseId)
    course.vle.unenrol('2', left.id)
    course.vle.faults.scoresStatus = null
    course.clock.advance(5)
    await course.settle()
    expect(course.published('completed', other)?.score).to.equal(1)
    expect(course.published('completed', locked)?.score).to.equal(null)
    expect(course.published('completed', left)).to.equal(null)
    for (const user of [left, locked, other]) expect(await course.held(user)).to.deep.equal(['completed'])
    expect(await dead()).to.equal(0)
  })

  it('reaches a learner who was refused for having left, once they are back', async () => {
    const user = course.learner(1)
    course.grade(TAKING_PART, user, 9)
    course.vle.faults.scoresStatus = 503
    await course.refresh(course.courseId)
    course.vle.unenrol('2', user.id)
    course.vle.faults.scoresStatus = null
    course.clock.advance(5)
    await course.refresh(course.courseId)
    const asked = scores()
    await course.refresh(course.courseId)
    expect(scores(), 'it is not asked for again while they are away').to.equal(asked)
    expect(course.published('completed', user)).to.equal(null)
    course.vle.enrol('2', user.id, 'Learner')
    await course.refresh(course.courseId)
    expect(course.published('completed', user)?.score).to.equal(1)
    expect((await course.credentials(user))[0]?.publishedAt).to.be.a('string')
  })

  it('tries a locked grade again a day later', async () => {
    const [user, locked] = [course.learner(1), course.learner(2)]
    await course.earn(user, 'completed')
    const [column] = levelColumns()
    course.vle.lockGrade(column?.id ?? '', locked.id)
    await course.earn(locked, 'completed')
    const asked = scores()
    course.clock.advance(23 * 60)
    await course.refresh(course.courseId)
    expect(scores()).to.equal(asked)
    course.vle.lockGrade(column?.id ?? '', locked.id, false)
    course.clock.advance(2 * 60)
    await course.refresh(course.courseId)
    expect(course.published('completed', locked)?.score).to.equal(1)
  })

  for (const [call, what] of ['looking for the column', 'making it', 'posting the score'].entries()) {
    it(`loses and doubles nothing when the answer to ${what} gets lost`, async () => {
      const { deps, engine } = course.tool
      const user = course.learner(1)
      course.grade(TAKING_PART, user, 9)
      await engine.stop()
      await refreshCourse(deps, course.courseId)
      await evaluateLearners(deps, course.courseId, null)
      const { lti, calls } = loseOneReply(deps.lti, course.vle, call + 1)
      expect(await publishCredentials({ ...deps, lti }, course.courseId)).to.deep.equal({
        posted: 1,
        retracted: 0,
      })
      expect([calls(), course.vle.faults.loseReplies], 'it did get lost').to.deep.equal([3, 0])
      expect(levelColumns()).to.have.length(1)
      expect(course.published('completed', user)?.score).to.equal(1)
    })
  }

  it('is not needed: a course without a gradebook has its credentials all the same', async () => {
    const other = { courseId: '8', grades: null }
    course.vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    course.vle.enrol('8', course.learner(1).id, 'Learner')
    course.vle.enrol('8', '33', 'Instructor')
    const learner = await course.visit(course.learner(1), other)
    const tutor = await course.visit(course.school.tutors[0], other)
    await course.tool.app.awardByHand(tutor, learner.person?.id ?? '', 'completed', 'Seen')
    await course.settle()
    const { rungs } = await course.tool.app.ladder(learner)
    expect(rungs[0]?.state).to.equal('earned')
    expect([await dead(), scores()]).to.deep.equal([0, 0])
  })

  it('goes on, once the VLE can be read again, with what the queue had given up', async () => {
    const user = course.learner(1)
    course.grade(TAKING_PART, user, 9)
    course.vle.faults.scoresStatus = 403
    await course.refresh(course.courseId)
    expect(await dead()).to.equal(1)
    course.vle.faults.scoresStatus = null
    await course.refresh(course.courseId)
    expect(course.published('completed', user)?.score).to.equal(1)
  })
})
