import { expect } from 'chai'
import type { Arrival } from '../../../src/app/contract/sources.ts'
import { type Course, ESSAY, openCourse, refusal, TAKING_PART } from '../course.ts'

describe('a column that others grade', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const idOf = async (title: string) =>
    (await course.tool.store.activities.ofCourse(course.courseId)).find((one) => one.title === title)?.id ??
    ''
  async function look(title = ESSAY): Promise<Arrival> {
    return course.tool.app.sources.arrival(await course.tutor(), await idOf(title))
  }
  const unreadable = (why: string, scope: string | null = null) => ({ state: 'unreadable', why, scope })

  it('says that nobody has a grade yet, and then how many have and since when', async () => {
    expect(await look()).to.deep.equal({ state: 'none-yet', maximum: 10 })
    course.grade(ESSAY, course.learner(1), 7)
    course.clock.advance(60)
    course.grade(ESSAY, course.learner(2), 0)
    const newest = new Date(course.clock.now()).toISOString()
    course.vle.clearGrade(course.column(TAKING_PART).id, course.learner(3).id)
    const arrival = await look()
    expect(arrival).to.include({ state: 'arriving', learners: 2, maximum: 10 })
    expect(new Date((arrival as { newest: string }).newest).toISOString()).to.equal(newest)
  })

  it('sees the grades of a native quiz in a mirror column, over AGS alone, and they earn Demonstrated', async () => {
    const { vle, tool } = course
    const quiz = vle.addQuiz('2', { title: 'Unit 1 quiz', scoreMaximum: 10 })
    const column = { title: 'Quiz', kind: 'assignment', source: 'mirror', maximum: 10 } as const
    await tool.app.addColumn(await course.administrator(), column)
    expect(await look('Quiz')).to.include({ state: 'none-yet' })
    vle.setCalculation(course.column('Quiz').id, quiz.id)
    vle.grade(vle.activityColumn(quiz.id) ?? '', course.learner(1).id, 8)
    expect(await look('Quiz')).to.include({ state: 'arriving', learners: 1 })
    await course.earn(course.learner(1), 'completed')
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated'])
  })

  it('says why it cannot be read: gone, refused, a permission, away', async () => {
    const { faults } = course.vle
    faults.resultsStatus = 403
    expect(await look()).to.deep.equal(unreadable('refused'))
    faults.resultsStatus = 404
    expect(await look()).to.deep.equal(unreadable('gone'))
    faults.resultsStatus = 503
    expect(await look()).to.deep.equal(unreadable('away'))
    faults.resultsStatus = null
    course.vle.removeColumn(course.column(ESSAY).id)
    expect(await look()).to.deep.equal(unreadable('gone'))
    const scope = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly'
    course.registered.scopes = course.registered.scopes.filter((one) => one !== scope)
    course.clock.advance(120)
    expect(await look(TAKING_PART)).to.deep.equal(unreadable('scope-missing', scope))
  })

  it('says so where the course has no gradebook for the tool', async () => {
    const { vle, tool, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const visit = await course.visit(school.administrator, { courseId: '8', grades: null })
    const id = tool.random.uuid()
    await tool.store.activities.insert([
      {
        ...{ id, courseId: visit.course.id, title: 'Lost', kind: null, source: 'column', fault: null },
        ...{ lineItemUrl: null, state: 'active', position: 0 },
      },
    ])
    expect(await tool.app.sources.arrival(visit, id)).to.deep.equal(unreadable('no-gradebook'))
  })

  it('is looked at without writing anything, here or there', async () => {
    const tutor = await course.tutor()
    const id = await idOf(ESSAY)
    const before = course.vle.snapshot()
    const run = await course.tool.store.refreshRuns.of(course.courseId)
    await course.tool.app.sources.arrival(tutor, id)
    await course.settle()
    expect(course.vle.snapshot()).to.deep.equal(before)
    expect(await course.tool.store.refreshRuns.of(course.courseId)).to.deep.equal(run)
  })

  it('is never written to, whatever is earned, by whom, or how often the course is read', async () => {
    const { tool, vle } = course
    const columns = [TAKING_PART, ESSAY].map((label) => course.column(label).id)
    const shown = () => columns.map((id) => [vle.column(id), vle.grades(id)])
    for (const n of [1, 2, 3]) course.grade(TAKING_PART, course.learner(n), 8)
    course.grade(ESSAY, course.learner(1), 9)
    const before = structuredClone(shown())
    vle.log.clear()
    await course.refresh(course.courseId)
    const tutor = await course.tutor()
    await tool.app.awardByHand(tutor, await course.personId(course.learner(4)), 'completed', 'Seen')
    await tool.app.sources.arrival(tutor, await idOf(ESSAY))
    // A link that was made by hand may name a column's activity: opening it is no work to be scored.
    await course.visit(course.learner(5), {
      custom: { ladder_link: 'checkpoint', ladder_activity: await idOf(ESSAY) },
    })
    await tool.store.write((unit) =>
      unit.jobs.send('post-work', {
        courseId: course.courseId,
        activityId: columns[0] ?? '',
        personId: null,
      }),
    )
    await course.refresh(course.courseId)
    expect(shown()).to.deep.equal(before)
    const writes = vle.log.entries.filter(
      ({ method, path }) => method !== 'GET' && columns.some((id) => path.includes(`/lineitems/${id}/`)),
    )
    expect(writes).to.deep.equal([])
    expect(
      vle.log.count({ service: 'scores' }),
      'credentials were put into columns of their own',
    ).to.be.greaterThan(0)
  })

  it('is shown to staff of its course alone', async () => {
    const { vle, tool, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const stranger = await course.visit(school.administrator, { courseId: '8' })
    const id = await idOf(ESSAY)
    expect((await refusal(tool.app.sources.arrival(stranger, id))).code).to.equal('activity_gone')
    const learner = await course.visit(course.learner(1))
    expect((await refusal(tool.app.sources.column(learner, id))).code).to.equal('not_allowed')
    expect(await tool.app.sources.column(await course.tutor(), id)).to.deep.include({ product: 'moodle' })
  })
})
