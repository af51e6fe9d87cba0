import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { type Course, openCourse, REFLECTION, refusal } from './course.ts'
import type { Occasion } from './launches.ts'

const QUERY = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const

describe('what counts, taken off the list', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async () => {
    course = await openCourse()
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const app = () => course.tool.app
  const idOf = async (title: string) => {
    const known = await course.tool.store.activities.ofCourse(course.courseId)
    return known.find((one) => one.title === title)?.id ?? ''
  }
  const titles = async () =>
    (await course.tool.store.activities.ofCourse(course.courseId)).map(({ title }) => title)
  const actions = async () =>
    (await course.tool.store.audit.ofCourse(course.courseId, 100)).map(({ action }) => action)

  it('a link that was never opened goes, comes back when a tutor says so, and is in the record both times', async () => {
    await course.addLinks({ checkIns: ['Cancelled'] })
    const id = await idOf('Cancelled')
    await app().removeActivity(tutor, id)
    expect(await titles()).not.to.include('Cancelled')
    expect((await app().removedActivities(tutor)).map(({ title }) => title)).to.deep.equal(['Cancelled'])
    expect(await refusal(app().removeActivity(tutor, id))).to.include({ code: 'activity_gone', status: 404 })
    await app().restoreActivity(tutor, id)
    expect(await refusal(app().restoreActivity(tutor, id))).to.include({ code: 'activity_gone' })
    expect((await course.tool.store.activities.byId(course.courseId, id))?.state).to.equal('offered')
    expect(await actions()).to.include.members(['activity.removed', 'activity.restored'])
  })

  it('a link comes back by itself when somebody opens it in the VLE after all', async () => {
    await course.addLinks({ checkIns: ['Session'] })
    await app().removeActivity(tutor, await idOf('Session'))
    await course.visit(course.learner(1), { link: 'Session' })
    const id = await idOf('Session')
    expect((await course.tool.store.activities.byId(course.courseId, id))?.state).to.equal('active')
    await app().checkIn(await course.visit(course.learner(1), { link: 'Session' }))
    expect((await course.tool.store.participation.summary(course.courseId, id)).learners).to.equal(1)
  })

  it('a link of which anything is recorded stays, and so do columns', async () => {
    await course.addLinks({ checkIns: ['Opened', 'Ticked'], coursework: [REFLECTION] })
    await course.visit(course.learner(1), { link: 'Opened' })
    const ticked = await idOf('Ticked')
    const marks = new Map([[await course.personId(course.learner(1)), 'present' as const]])
    await app().attendance.saveRegister(tutor, ticked, { marks, note: null })
    for (const title of ['Opened', 'Ticked', 'Essay'])
      expect(await refusal(app().removeActivity(tutor, await idOf(title)))).to.include({
        code: 'activity_in_use',
        status: 409,
      })
    await app().removeActivity(tutor, await idOf(REFLECTION.title))
  })

  it('is a tutor’s to say, and of their own course', async () => {
    await course.addLinks({ checkIns: ['Session'] })
    const id = await idOf('Session')
    const learner = await course.visit(course.learner(1))
    expect(await refusal(app().removeActivity(learner, id))).to.include({ code: 'not_allowed' })
    expect(await refusal(app().removedActivities(learner))).to.include({ code: 'not_allowed' })
    course.vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    course.vle.enrol('8', course.school.tutors[0].id, 'Instructor')
    const elsewhere = await course.visit(course.school.tutors[0], { courseId: '8' })
    expect(await refusal(app().removeActivity(elsewhere, id))).to.include({ code: 'activity_gone' })
    await app().removeActivity(tutor, id)
    expect(await refusal(app().restoreActivity(elsewhere, id))).to.include({ code: 'activity_gone' })
  })

  it('a confirmation counts no more, and what was confirmed is there when it comes back', async () => {
    const { id } = await app().attendance.addConfirmed(tutor, { title: 'Placement', kind: 'participation' })
    const personId = await course.personId(course.learner(1))
    await app().attendance.saveRegister(tutor, id, {
      marks: new Map([[personId, 'present' as const]]),
      note: null,
    })
    await course.earn(course.learner(2), 'completed')
    expect(await course.held(course.learner(2)), 'without the placement').to.deep.equal([])
    await app().removeActivity(tutor, id)
    await course.settle()
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
    await app().restoreActivity(tutor, id)
    expect((await course.tool.store.participation.summary(course.courseId, id)).learners).to.equal(1)
  })

  it('a confirmation comes along with the criteria of a course that was copied', async () => {
    const administrator = await course.administrator()
    const { id } = await app().attendance.addConfirmed(tutor, { title: 'Placement', kind: 'activity' })
    await app().attendance.addConfirmed(tutor, { title: 'Visit', kind: null })
    const { current } = await app().criteria(administrator)
    const criterion = { type: 'completed', target: { activity: id }, need: 'every' } as const
    const criteria = {
      ...current.criteria,
      completed: { ...current.criteria.completed, criterion },
    }
    await app().saveCriteria(administrator, { basedOn: current.version, note: null, criteria })
    course.vle.copyCourse('2', { id: '9', label: 'NEXT', title: 'Next year' })
    const occasion: Occasion = { courseId: '9', grades: null, custom: { context_history: '2' } }
    const next = await course.visit(course.school.administrator, occasion)
    const offer = (await app().progress(next, QUERY)).copy
    expect(offer?.confirmations.map(({ was }) => was.title)).to.deep.equal(['Placement', 'Visit'])
    const shown = { criteriaVersion: offer?.criteriaVersion ?? 0, activities: [] as string[] }
    expect(await refusal(app().takeOver(next, shown)), 'criteria that name what was not shown').to.include({
      code: 'criteria_changed',
    })
    await app().takeOver(next, { ...shown, activities: [id] })
    const there = await course.tool.store.activities.ofCourse(next.course.id)
    expect(there.map(({ title, kind, source }) => [title, kind, source])).to.deep.equal([
      ['Placement', 'activity', 'confirmation'],
    ])
    const saved = (await app().criteria(next)).current.criteria.completed.criterion
    expect(saved).to.deep.include({ target: { activity: there[0]?.id } })
    expect(there[0]?.id).not.to.equal(id)
  })
})
