import { expect } from 'chai'
import { DEFAULT_SETTINGS } from '../../../src/app/settings.ts'
import type { CourseCriteria } from '../../../src/core/ladder.ts'
import { type Course, openCourse, refusal } from '../course.ts'

describe('the settings of a course', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const audit = async (action: string) =>
    (await course.tool.store.audit.ofCourse(course.courseId, 100)).filter((line) => line.action === action)

  it('let tutors edit the criteria, once an administrator says so', async () => {
    const { app } = course.tool
    const [tutor, administrator] = [await course.tutor(), await course.administrator()]
    const { current, canEdit } = await app.criteria(tutor)
    const change = { basedOn: current.version, note: null, criteria: current.criteria }
    expect(canEdit).to.equal(false)
    expect(await refusal(app.saveCriteria(tutor, change))).to.include({ code: 'not_allowed', status: 403 })
    await app.criteriaEditor.saveSettings(administrator, { ...DEFAULT_SETTINGS, tutorsEditCriteria: true })
    expect((await app.criteria(tutor)).canEdit).to.equal(true)
    expect(await app.saveCriteria(tutor, change)).to.include({
      version: current.version + 1,
      savedBy: tutor.person?.id,
    })
  })

  it('are an administrator’s alone, each change with its line, and none where nothing changes', async () => {
    const { criteriaEditor } = course.tool.app
    const settings = {
      ...DEFAULT_SETTINGS,
      publishAfterMinutes: 30,
      evidence: { rubric: ['What changed'], secondReviewer: true },
    }
    const tutor = await course.tutor()
    expect(await refusal(criteriaEditor.saveSettings(tutor, settings))).to.include({ code: 'not_allowed' })
    expect(await refusal(criteriaEditor.settings(tutor))).to.include({ code: 'not_allowed' })
    const administrator = await course.administrator()
    await criteriaEditor.saveSettings(administrator, settings)
    await criteriaEditor.saveSettings(administrator, settings)
    expect((await criteriaEditor.settings(administrator)).settings).to.deep.equal(settings)
    const lines = await audit('settings.saved')
    expect(lines).to.have.length(1)
    expect(lines[0]?.detail).to.deep.equal({
      'publishAfterMinutes.before': 0,
      'publishAfterMinutes.after': 30,
      'rubric.before': '',
      'rubric.after': 'What changed',
      'secondReviewer.before': 'false',
      'secondReviewer.after': 'true',
    })
  })

  it('and criteria become what new courses of the platform start with, and of no other platform', async () => {
    const { app, store, deps, random } = course.tool
    const administrator = await course.administrator()
    await app.criteriaEditor.saveSettings(administrator, { ...DEFAULT_SETTINGS, publishAfterMinutes: 30 })
    await app.criteriaEditor.saveDefaults(administrator)
    course.vle.addCourse({ id: '8', label: 'NEW', title: 'A new course' })
    const visit = await course.visit(course.school.administrator, { courseId: '8' })
    const { current } = await app.criteria(visit)
    expect(current.criteria).to.deep.equal((await store.criteria.current(course.courseId))?.criteria)
    expect((await store.settings.of(visit.course.id)).publishAfterMinutes).to.equal(30)
    const registration = await store.platforms.save({
      ...course.platform,
      id: random.uuid(),
      issuer: 'https://elsewhere.example',
    })
    const elsewhere = await course.visit(course.school.administrator, {
      registration,
      memberships: null,
      grades: null,
    })
    expect((await app.criteria(elsewhere)).current.criteria).to.deep.equal(deps.ladder.defaultCriteria)
    expect((await app.criteriaEditor.settings(elsewhere)).defaults).to.equal(null)

    await app.criteriaEditor.removeDefaults(administrator)
    course.vle.addCourse({ id: '9', label: 'NEXT', title: 'Another new course' })
    const next = await course.visit(course.school.administrator, { courseId: '9' })
    expect((await app.criteria(next)).current.criteria).to.deep.equal(deps.ladder.defaultCriteria)
    expect(
      [await audit('defaults.saved'), await audit('defaults.removed')].map((lines) => lines.length),
    ).to.deep.equal([1, 1])
  })

  it('are a start for others by the word of the institution’s administrators alone', async () => {
    const { app, store } = course.tool
    const ofCourse = await course.visit(course.school.administrator, { administersInstitution: false })
    const refused = { code: 'not_institution', status: 403 }
    expect(await refusal(app.criteriaEditor.saveDefaults(ofCourse))).to.include(refused)
    expect(await store.defaults.of(course.platform.id)).to.equal(null)
    const ofInstitution = await course.administrator()
    await app.criteriaEditor.saveDefaults(ofInstitution)
    expect(await refusal(app.criteriaEditor.removeDefaults(ofCourse))).to.include(refused)
    expect(await store.defaults.of(course.platform.id)).not.to.equal(null)
    expect(
      (await Promise.all([ofCourse, ofInstitution].map((visit) => app.criteriaEditor.settings(visit)))).map(
        ({ canSetDefaults }) => canSetDefaults,
      ),
    ).to.deep.equal([false, true])
  })

  it('cannot be a start for others while the criteria name an activity of this course', async () => {
    const { app, store } = course.tool
    const administrator = await course.administrator()
    const { current, activities } = await app.criteria(administrator)
    const target = { activity: activities[0]?.id ?? '' }
    const criteria: CourseCriteria = {
      ...current.criteria,
      completed: { award: 'automatic', criterion: { type: 'completed', target, need: 1 } },
    }
    await app.saveCriteria(administrator, { basedOn: current.version, note: null, criteria })
    expect((await app.criteriaEditor.settings(administrator)).namesActivities).to.equal(true)
    const refused = app.criteriaEditor.saveDefaults(administrator)
    expect(await refusal(refused)).to.include({ code: 'defaults_name_activities', status: 409 })
    expect(await store.defaults.of(course.platform.id)).to.equal(null)
  })

  it('a credential ends after the months that its level says, in its document as in the record', async () => {
    const { app, store } = course.tool
    const administrator = await course.administrator()
    const { current } = await app.criteria(administrator)
    const { completed } = current.criteria
    const criteria = { ...current.criteria, completed: { ...completed, expiresAfterMonths: 24 } }
    await app.saveCriteria(administrator, { basedOn: current.version, note: null, criteria })
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    const [ends, stays] = await store.credentials.ofLearner(
      course.courseId,
      await course.personId(course.learner(1)),
    )
    expect(ends?.awardedAt).to.equal('2026-11-02T09:00:00Z')
    expect(ends?.expiresAt).to.equal('2028-11-02T09:00:00Z')
    expect(JSON.parse(ends?.document ?? '{}').validUntil).to.equal('2028-11-02T09:00:00Z')
    expect(stays?.expiresAt).to.equal(null)
    expect(JSON.parse(stays?.document ?? '{}')).not.to.have.property('validUntil')
  })
})
