import { expect } from 'chai'
import { type Course, openCourse } from '../course.ts'

describe('criteria that name an activity that was deleted', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse({ learners: 2 })
  })
  afterEach(() => course.close())

  it('are not known to be met: nobody gains by it, nobody loses, and everybody reads why', async () => {
    const { app } = course.tool
    const administrator = await course.administrator()
    const tutor = await course.tutor()
    const talk = await app.attendance.addConfirmed(tutor, { title: 'Talk', kind: null })
    const { current } = await app.criteria(administrator)
    const criterion = { type: 'completed', target: { activity: talk.id }, need: 1 } as const
    const criteria = { ...current.criteria, completed: { criterion, award: 'automatic' } as const }
    await app.saveCriteria(administrator, { basedOn: current.version, note: null, criteria })
    await course.refresh(course.courseId)
    const mark = async (n: number) => {
      const marks = new Map([[await course.personId(course.learner(n)), 'present' as const]])
      await app.attendance.saveRegister(tutor, talk.id, { marks, note: null })
      await course.settle()
    }
    await mark(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    await app.removeActivity(tutor, talk.id)
    await course.settle()

    expect(await course.held(course.learner(1)), 'awards stick').to.deep.equal(['completed'])
    for (const n of [1, 2]) {
      const { rungs } = await app.learner(tutor, await course.personId(course.learner(n)))
      expect(rungs[0]?.progress?.evaluation).to.include({ outcome: 'unknown' })
      expect(rungs[0]?.progress?.evaluation.reason.code).to.equal('activity-missing')
      expect(rungs[0]?.flagged, 'unknown does not flag').to.equal(false)
    }
    await app.restoreActivity(tutor, talk.id)
    await course.settle()
    await mark(2)
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
  })
})
