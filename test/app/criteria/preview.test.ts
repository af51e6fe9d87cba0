import { expect } from 'chai'
import { whoIsAffected } from '../../../src/app/criteria/preview.ts'
import { loadJudgedCourse } from '../../../src/app/judging/course-facts.ts'
import type { Criterion } from '../../../src/core/criteria.ts'
import type { CourseCriteria } from '../../../src/core/ladder.ts'
import { type Course, ESSAY, openCourse, refusal, TAKING_PART } from '../course.ts'

describe('who would gain, and who would no longer meet it', () => {
  let course: Course
  before(async () => {
    course = await openCourse()
    course.grade(TAKING_PART, course.learner(1), 8)
    course.grade(TAKING_PART, course.learner(2), 3)
    course.grade(ESSAY, course.learner(3), 9)
    await course.earn(course.learner(1))
  })
  after(() => course.close())

  const scored = (percent: number): Criterion => ({
    type: 'scored',
    target: { kind: 'participation' },
    percent,
    need: 'every',
  })
  async function preview(completed: Partial<CourseCriteria['completed']>, as = course.administrator()) {
    const visit = await as
    const { current } = await course.tool.app.criteria(visit)
    const criteria = { ...current.criteria, completed: { ...current.criteria.completed, ...completed } }
    const change = { basedOn: current.version, criteria }
    const view = await course.tool.app.criteriaEditor.preview(visit, change, null)
    return view.effects.map(({ level, effect, count, people }) => [
      `${level} ${effect} ${count}`,
      ...people.map((person) => person.id),
    ])
  }

  it('is nobody where nothing changes', async () => {
    expect(await preview({})).to.deep.equal([])
  })

  it('counts and names them, level by level, and withdraws nothing', async () => {
    const first = await course.personId(course.learner(1))
    const second = await course.personId(course.learner(2))
    const [lost, ...others] = await preview({ criterion: scored(90) })
    expect(lost).to.have.members(['completed lose 2', first, second])
    expect(others).to.deep.equal([])
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('tells what waits for approval from what is awarded at once, and what nobody could tell any more', async () => {
    const third = await course.personId(course.learner(3))
    const essay: Criterion = { type: 'scored', target: { kind: 'assignment' }, percent: 90, need: 1 }
    const either: Criterion = { type: 'any', of: [scored(0), essay] }
    expect(await preview({ criterion: either })).to.deep.include(['completed gain 1', third])
    expect(await preview({ criterion: either, award: 'approval' })).to.deep.include([
      'completed approval 1',
      third,
    ])
    const gone: Criterion = { type: 'completed', target: { activity: 'gone' }, need: 1 }
    const [unknown] = await preview({ criterion: gone })
    expect(unknown?.[0]).to.match(/^completed unknown \d+$/)
  })

  it('is the same for learners whose facts do not fit into a table', async () => {
    const { tool, courseId } = course
    const second = await course.personId(course.learner(2))
    const activities = await tool.store.activities.ofCourse(courseId)
    const part = activities.find(({ kind }) => kind === 'participation')
    const judged = await loadJudgedCourse(tool.deps, courseId)
    const draft = {
      ...judged.facts.criteria,
      completed: { criterion: scored(90), award: 'automatic' },
    } as const
    const affected = async () => {
      const [lost, ...others] = (await whoIsAffected(tool.deps, judged, draft)).affected
      return [lost?.level, lost?.effect, lost?.personIds.toSorted(), others]
    }
    const before = await affected()
    await tool.store.participation.saveChanged(courseId, [
      {
        activityId: part?.id ?? '',
        personId: second,
        completed: true,
        score: 3,
        maximum: 10,
        observedAt: '2026-11-02T09:00:00.000Z',
        standing: 'late',
      },
    ])
    expect(before[2]).to.include(second)
    expect(await affected()).to.deep.equal(before)
  })

  it('pages through one list by name', async () => {
    const visit = await course.administrator()
    const { current } = await course.tool.app.criteria(visit)
    const criteria = {
      ...current.criteria,
      completed: { criterion: scored(90), award: 'automatic' },
    } as const
    const list = { level: 'completed', effect: 'lose', offset: 1 } as const
    const change = { basedOn: current.version, criteria }
    const { effects } = await course.tool.app.criteriaEditor.preview(visit, change, list)
    expect(effects.map(({ count, people }) => [count, people.length])).to.deep.equal([[2, 1]])
  })

  it('is refused for criteria that somebody replaced meanwhile, for what are none, and to tutors', async () => {
    const visit = await course.administrator()
    const { app } = course.tool
    const { current } = await app.criteria(visit)
    const stale = app.criteriaEditor.preview(
      visit,
      { basedOn: current.version - 1, criteria: current.criteria },
      null,
    )
    expect(await refusal(stale)).to.include({ code: 'criteria_changed', status: 409 })
    const none = { basedOn: current.version, criteria: {} as CourseCriteria }
    expect(await refusal(app.criteriaEditor.preview(visit, none, null))).to.include({
      code: 'criteria_invalid',
    })
    expect(await refusal(preview({}, course.tutor()))).to.include({ code: 'not_allowed', status: 403 })
  })
})
