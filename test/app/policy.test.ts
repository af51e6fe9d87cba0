import { expect } from 'chai'
import { mayDo } from '../../src/app/policy.ts'
import { DEFAULT_SETTINGS } from '../../src/app/settings.ts'
import { type Course, openCourse, refusal } from './course.ts'

const ROLES = ['learner', 'tutor', 'administrator'] as const

describe('the policy', () => {
  it('gives each role its own, and criteria to tutors only where the course says so', () => {
    const who = (action: Parameters<typeof mayDo>[1], tutorsEditCriteria: boolean) =>
      ROLES.filter((role) => mayDo(role, action, { ...DEFAULT_SETTINGS, tutorsEditCriteria }))
    for (const either of [true, false]) {
      expect(who('learn', either)).to.deep.equal(['learner'])
      expect(who('teach', either)).to.deep.equal(['tutor', 'administrator'])
      expect(who('administer', either)).to.deep.equal(['administrator'])
    }
    expect(who('edit-criteria', false)).to.deep.equal(['administrator'])
    expect(who('edit-criteria', true)).to.deep.equal(['tutor', 'administrator'])
  })

  describe('of a course', () => {
    let course: Course
    before(async () => {
      course = await openCourse({ learners: 1 })
    })
    after(() => course.close())

    it('is what the product goes by', async () => {
      const { app, store } = course.tool
      const tutor = await course.tutor()
      const save = async () => {
        const { current, canEdit } = await app.criteria(tutor)
        const change = { basedOn: current.version, criteria: current.criteria, note: null }
        return { canEdit, saved: app.saveCriteria(tutor, change) }
      }
      const before = await save()
      expect([before.canEdit, (await refusal(before.saved)).code]).to.deep.equal([false, 'not_allowed'])
      await store.settings.save(course.courseId, { tutorsEditCriteria: true }, null, '2026-11-02')
      const after = await save()
      expect([after.canEdit, (await after.saved).savedBy]).to.deep.equal([true, tutor.person?.id])
    })
  })
})
