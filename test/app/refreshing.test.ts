import { expect } from 'chai'
import type { RefreshRun } from '../../src/app/model.ts'
import { NRPS_SCOPE } from '../vle/types.ts'
import { type Course, ESSAY, openCourse, TAKING_PART } from './course.ts'

describe('refreshing', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const refresh = () => course.refresh(course.courseId)
  const enrolment = async (n: number) =>
    course.tool.store.people.enrolment(course.courseId, await course.personId(course.learner(n)))
  async function run(): Promise<RefreshRun> {
    const found = await course.tool.store.refreshRuns.of(course.courseId)
    if (!found) throw new Error('there was no run')
    return found
  }
  /** The outcome of the first level, as it is kept. */
  async function outcome(n: number): Promise<string | undefined> {
    const personId = await course.personId(course.learner(n))
    const row = await course.tool.store.progress.of(course.courseId, personId)
    return row?.progress.levels[0]?.evaluation.outcome
  }
  const faultOf = async (title: string) =>
    (await course.tool.store.activities.ofCourse(course.courseId)).find((one) => one.title === title)?.fault

  it('reads who is a member, and counts them', async () => {
    const { learners } = await course.tool.store.progress.counts(course.courseId)
    expect(learners).to.equal(5)
    expect(await run()).to.include({ state: 'done', error: null })
    expect(await outcome(1)).to.equal('not-yet')
  })

  it('marks a leaver, who keeps what was earned, and takes a rejoiner back in', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    course.vle.unenrol('2', user.id)
    await refresh()
    expect(await enrolment(1)).to.include({ active: false, role: 'learner' })
    expect(await course.held(user)).to.deep.equal(['completed'])
    expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(4)
    course.vle.enrol('2', user.id, 'Learner')
    await refresh()
    expect(await enrolment(1)).to.include({ active: true })
    expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(5)
  })

  it('makes no learner of an assistant whom the roster calls one, as Moodle’s does', async () => {
    const { school, vle } = course
    const assistant = vle.addUser({ ...school.tutors[0], id: '35', username: 'assistant' })
    vle.enrol('2', '35', 'TeachingAssistant')
    await course.visit(assistant)
    await refresh()
    const id = await course.personId(assistant)
    expect(await course.tool.store.people.enrolment(course.courseId, id)).to.include({
      role: 'tutor',
      rosterRole: 'learner',
    })
  })

  it('makes a learner of a tutor whom the roster called a tutor before, and a tutor again of who launches as one', async () => {
    const [tutor] = course.school.tutors
    await course.tutor()
    const id = await course.personId(tutor)
    const role = async () => (await course.tool.store.people.enrolment(course.courseId, id))?.role
    course.grade(TAKING_PART, tutor, 8)
    await refresh()
    course.vle.enrol('2', tutor.id, 'Learner')
    await refresh()
    expect(await role()).to.equal('learner')
    expect(await course.held(tutor), 'and counts as one').to.deep.equal(['completed'])
    await course.visit(tutor, { roles: ['instructor'] })
    await refresh()
    expect(await role(), 'the same word of the roster, once more, takes nothing back').to.equal('tutor')
  })

  it('counts neither test users nor observers as learners', async () => {
    const { school, vle } = course
    const before = (await course.tool.store.progress.counts(course.courseId)).learners
    for (const [id, role] of [
      ['91', 'TestUser'],
      ['92', 'Mentor'],
    ] as const) {
      vle.addUser({ ...school.tutors[0], id, username: `user-${id}` })
      vle.enrol('2', id, role)
    }
    await refresh()
    expect((await course.tool.store.progress.counts(course.courseId)).learners).to.equal(before)
  })

  it('takes a cleared grade as not done', async () => {
    const user = course.learner(1)
    course.grade(TAKING_PART, user, 8)
    course.grade(ESSAY, user, 0)
    await refresh()
    expect(await course.held(user), 'work that was given 0 was not done').to.deep.equal(['completed'])
    expect(await outcome(1)).to.equal('met')
    course.vle.clearGrade(course.column(TAKING_PART).id, user.id)
    await refresh()
    expect(await outcome(1)).to.equal('not-yet')
    expect(await course.held(user), 'awards stick').to.deep.equal(['completed'])
  })

  it('knows nothing, with the reason, where a column was deleted: never met, never taken away', async () => {
    const [earned, open] = [course.learner(1), course.learner(2)]
    await course.earn(earned, 'completed')
    course.vle.removeColumn(course.column(TAKING_PART).id)
    await refresh()
    expect(await faultOf(TAKING_PART)).to.equal('gone')
    expect([await outcome(1), await outcome(2)], 'what was seen stands').to.deep.equal(['met', 'unknown'])
    expect([await course.held(earned), await course.held(open)]).to.deep.equal([['completed'], []])
    const row = await course.tool.store.progress.of(course.courseId, await course.personId(earned))
    expect(row?.flagged, 'unknown does not flag').to.deep.equal([])
    const { setUp } = await course.tool.app.progress(await course.tutor(), {
      search: null,
      holds: null,
      attention: null,
      offset: 0,
      limit: 10,
    })
    expect(setUp).to.deep.include({ type: 'activity-fault', title: TAKING_PART, fault: 'gone' })
  })

  // Unknown takes nothing away: what was read in a column before it went is known, with its time, and counts on. Nor does it award:
  // what was not read there before it went will never be.
  it('lets what was seen in a column before it was deleted count towards an award, and nothing else of it', async () => {
    const [seen, unseen] = [course.learner(1), course.learner(2)]
    course.grade(ESSAY, seen, 7)
    course.grade(ESSAY, unseen, 0)
    await refresh()
    course.vle.removeColumn(course.column(ESSAY).id)
    for (const user of [seen, unseen]) course.grade(TAKING_PART, user, 8)
    await refresh()
    expect(await course.held(seen)).to.deep.equal(['completed', 'demonstrated'])
    expect(await course.held(unseen)).to.deep.equal(['completed'])
    const row = await course.tool.store.progress.of(course.courseId, await course.personId(unseen))
    expect(row?.progress.levels[1]?.evaluation.outcome).to.equal('unknown')
  })

  it('takes a grade that the VLE no longer shows as not done', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const quiz = course.vle.addQuiz('2', { title: 'Nobody took it' })
    course.vle.setCalculation(course.column(TAKING_PART).id, quiz.id)
    await refresh()
    expect(await outcome(1)).to.equal('not-yet')
    expect(await course.held(user)).to.deep.equal(['completed'])
  })

  for (const [status, fault] of [
    [403, 'refused'],
    [404, 'gone'],
  ] as const) {
    it(`knows nothing where the VLE answers ${status} for the grades, until it gives them again`, async () => {
      const user = course.learner(1)
      course.grade(TAKING_PART, user, 9)
      course.vle.faults.resultsStatus = status
      await refresh()
      expect(await run()).to.include({ state: 'done', error: null })
      expect([await faultOf(TAKING_PART), await outcome(1)]).to.deep.equal([fault, 'unknown'])
      course.vle.faults.resultsStatus = null
      await refresh()
      expect([await faultOf(TAKING_PART), await outcome(1)]).to.deep.equal([null, 'met'])
    })
  }

  it('knows nothing of columns in a course that offers the tool no gradebook', async () => {
    const { vle, tool, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const { id: courseId } = (await course.visit(school.administrator, { courseId: '8', grades: null }))
      .course
    const column = { title: 'Lost', kind: 'participation', source: 'column', lineItemUrl: null } as const
    const state = { fault: null, state: 'active', position: 0 } as const
    await tool.store.activities.insert([{ id: tool.random.uuid(), courseId, ...column, ...state }])
    await course.refresh(courseId)
    expect((await tool.store.activities.ofCourse(courseId))[0]?.fault).to.equal('scope-missing')
  })

  it('names the scope that is missing, and reads on once it is granted', async () => {
    const scope = 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly'
    course.registered.scopes = course.registered.scopes.filter((one) => one !== scope)
    course.clock.advance(120)
    course.grade(TAKING_PART, course.learner(1), 9)
    await refresh()
    expect(await run()).to.include({ state: 'done', error: 'scope_missing', errorDetail: scope })
    expect(await faultOf(TAKING_PART)).to.equal('scope-missing')
    expect(await outcome(1)).to.equal('unknown')
    course.registered.scopes.push(scope)
    course.clock.advance(120)
    await refresh()
    expect(await run()).to.include({ state: 'done', error: null, errorDetail: null })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('reads the grades where the roster is not granted, and names the scope', async () => {
    course.registered.scopes = course.registered.scopes.filter((one) => one !== NRPS_SCOPE)
    course.clock.advance(120)
    course.grade(TAKING_PART, course.learner(1), 9)
    await refresh()
    expect(await run()).to.include({ state: 'done', error: 'scope_missing', errorDetail: NRPS_SCOPE })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect((await course.tool.store.progress.counts(course.courseId)).learners, 'nobody left').to.equal(5)
  })

  it('counts somebody who was graded before they were on the roster, once they are', async () => {
    const late = course.vle.addUser({ ...course.learner(1), id: '600', username: 'late' })
    course.grade(TAKING_PART, late, 9)
    await refresh()
    await refresh()
    expect(course.tool.counts.awards).to.equal(0)
    course.vle.enrol('2', late.id, 'Learner')
    await refresh()
    expect(await course.held(late), 'the grade is read as the roster is').to.deep.equal(['completed'])
  })
})
