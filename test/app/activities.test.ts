import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { type Course, ESSAY, openCourse, refusal, TAKING_PART } from './course.ts'

describe('mapping activities', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async () => {
    course = await openCourse()
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const idOf = async (title: string) => {
    const found = (await course.tool.store.activities.ofCourse(course.courseId)).find(
      (one) => one.title === title,
    )
    if (!found) throw new Error(`no activity "${title}"`)
    return found.id
  }
  const map = async (title: string, kind: 'participation' | 'coursework' | null) => {
    await course.tool.app.setKinds(tutor, new Map([[await idOf(title), kind]]))
    await course.settle()
  }
  const mapped = async () =>
    (await course.tool.store.audit.ofCourse(course.courseId, 50)).filter(
      (line) => line.action === 'activity.mapped',
    )

  it('judges everybody anew, with an audit line of before and after', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    await map(ESSAY, 'participation')
    const row = await course.tool.store.progress.of(course.courseId, await course.personId(user))
    expect(row?.flagged, 'one of two is not every').to.deep.equal(['completed'])
    const [line] = await mapped()
    expect(line).to.include({ actorId: tutor.person?.id })
    expect(line?.detail).to.deep.equal({
      activity: await idOf(ESSAY),
      before: 'assignment',
      after: 'participation',
    })
  })

  it('awards what was earned before anybody said what it counts as', async () => {
    const user = course.learner(1)
    await map(TAKING_PART, null)
    await course.earn(user, 'completed')
    expect(await course.held(user), 'unknown').to.deep.equal([])
    const view = await course.tool.app.progress(tutor, {
      search: null,
      holds: null,
      attention: null,
      offset: 0,
      limit: 10,
    })
    expect(view.setUp).to.deep.include({ type: 'unmapped', count: 1 })
    expect(view.setUp).to.deep.include({
      type: 'level-unmapped',
      level: 'completed',
      kinds: ['participation'],
    })
    await map(TAKING_PART, 'participation')
    expect(await course.held(user)).to.deep.equal(['completed'])
  })

  it('records nothing where nothing changes, and nothing at all where one of the ids is unknown', async () => {
    await map(ESSAY, 'coursework')
    await map(ESSAY, 'coursework')
    expect(await mapped()).to.have.length(1)
    const changes = new Map([
      [await idOf(TAKING_PART), 'activity' as const],
      ['nothing', 'activity' as const],
    ])
    expect(await refusal(course.tool.app.setKinds(tutor, changes))).to.include({
      code: 'activity_gone',
      status: 404,
    })
    expect(await mapped()).to.have.length(1)
  })
})

describe('adding a column', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async () => {
    course = await openCourse()
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const QUIZ = { title: 'Quiz', kind: 'participation', source: 'mirror', maximum: 20 } as const
  const add = () => course.tool.app.addColumn(tutor, QUIZ)
  const quizzes = () => course.vle.columns('2').filter((one) => one.label === 'Quiz')
  const activities = async () =>
    (await course.tool.store.activities.ofCourse(course.courseId)).filter((one) => one.title === 'Quiz')

  it('makes a line item that names its activity, and reads it', async () => {
    const activity = await add()
    expect(activity).to.include({ state: 'active', source: 'mirror', kind: 'participation' })
    const [column] = quizzes()
    expect(column).to.include({
      scoreMaximum: 20,
      resourceId: activity.id,
      tag: 'credential-ladder-activity',
    })
    await course.settle()
    expect((await activities())[0]).to.include({ fault: null, position: 2 })
  })

  it('reads through it what the VLE computes from an activity of its own', async () => {
    const quiz = course.vle.addQuiz('2', { title: 'A quiz of the VLE', grades: { '101': 15 } })
    await add()
    course.vle.setCalculation(quizzes()[0]?.id ?? '', quiz.id)
    course.grade(TAKING_PART, course.learner(1), 5)
    await course.refresh(course.courseId)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('is refused where the course has no gradebook for the tool, and leaves nothing', async () => {
    course.vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const other = await course.visit(course.school.administrator, { courseId: '8', grades: null })
    expect(await refusal(course.tool.app.addColumn(other, QUIZ))).to.include({
      code: 'no_gradebook',
      status: 409,
    })
    expect(await course.tool.store.activities.ofCourse(other.course.id)).to.deep.equal([])
  })

  it('leaves nothing behind where the VLE says no', async () => {
    course.vle.faults.lineItemsStatus = 403
    expect(await add().catch((error) => error)).to.include({ code: 'service_refused' })
    expect(await activities()).to.deep.equal([])
  })

  it('loses nothing when the VLE makes the column and its answers get lost: the next reading finds it', async () => {
    // The column is made; its answer, and those to looking for it, never arrive.
    course.vle.faults.loseReplies = 4
    expect(await add().catch((error) => error)).to.include({ code: 'platform_unreachable' })
    expect((await activities()).map((one) => one.state)).to.deep.equal(['offered'])
    expect(quizzes()).to.have.length(1)
    course.vle.grade(quizzes()[0]?.id ?? '', '101', 11)
    course.grade(TAKING_PART, course.learner(1), 5)
    await course.refresh(course.courseId)
    expect((await activities())[0]).to.include({ state: 'active', fault: null })
    expect(quizzes()).to.have.length(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('loses nothing when the process ends between recording it and hearing of it', async () => {
    const { store, random } = course.tool
    const id = random.uuid()
    const base = {
      courseId: course.courseId,
      title: 'Quiz',
      kind: 'participation',
      source: 'column',
    } as const
    await store.activities.insert([
      { ...base, id, fault: 'not-read-yet', lineItemUrl: null, state: 'offered', position: 9 },
    ])
    await course.refresh(course.courseId)
    expect((await activities())[0]?.state, 'not made yet').to.equal('offered')
    course.vle.addColumn('2', {
      label: 'Quiz',
      scoreMaximum: 10,
      toolId: course.registered.id,
      resourceId: id,
      tag: 'credential-ladder-activity',
    })
    await course.refresh(course.courseId)
    expect((await activities())[0]).to.include({ state: 'active', fault: null })
  })
})
