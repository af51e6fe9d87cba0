import { expect } from 'chai'
import { handIn } from '../../src/app/work/hand-in.ts'
import type { CourseCriteria } from '../../src/core/ladder.ts'
import { type Course, openCourse, REFLECTION, refusal, TAKING_PART } from './course.ts'

describe('evaluating', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const progress = async (n: number) =>
    course.tool.store.progress.of(course.courseId, await course.personId(course.learner(n)))

  /** Completed asks for so many percent of the mark for taking part. */
  function atLeast(percent: number, criteria: CourseCriteria): CourseCriteria {
    const criterion = { type: 'scored', target: { kind: 'participation' }, need: 1, percent } as const
    return { ...criteria, completed: { criterion, award: 'automatic' } }
  }
  async function ask(percent: number) {
    const visit = await course.administrator()
    const { current } = await course.tool.app.criteria(visit)
    const criteria = atLeast(percent, current.criteria)
    const saved = await course.tool.app.saveCriteria(visit, {
      basedOn: current.version,
      note: 'Stricter',
      criteria,
    })
    await course.settle()
    return saved
  }

  it('judges everybody anew when criteria are saved', async () => {
    course.grade(TAKING_PART, course.learner(1), 4)
    course.grade(TAKING_PART, course.learner(2), 9)
    await ask(95)
    await course.refresh(course.courseId)
    expect(await course.held(course.learner(2))).to.deep.equal([])
    const { version } = await ask(50)
    for (const n of [1, 2, 3]) expect((await progress(n))?.criteriaVersion).to.equal(version)
    expect(await course.held(course.learner(1))).to.deep.equal([])
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
    const [credential] = await course.credentials(course.learner(2))
    expect(credential?.criteriaVersion).to.equal(version)
  })

  it('withdraws nothing by saving: the tutor is shown who no longer meets it', async () => {
    const user = course.learner(1)
    await course.earn(user, 'completed', 'demonstrated')
    await ask(95)
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
    expect((await progress(1))?.flagged).to.deep.equal(['completed'])
    const tutor = await course.tutor()
    const query = { search: null, holds: null, attention: 'flagged', offset: 0, limit: 10 } as const
    const { counts, listing } = await course.tool.app.progress(tutor, query)
    expect(counts.flagged).to.equal(1)
    expect(listing.rows.map((row) => row.person.sub)).to.deep.equal([user.id])
    const { rungs } = await course.tool.app.learner(tutor, await course.personId(user))
    expect(rungs.map((rung) => rung.flagged)).to.deep.equal([true, false, false])
    await ask(50)
    expect((await progress(1))?.flagged, 'met again').to.deep.equal([])
  })

  it('keeps with each award the criteria that it was judged by', async () => {
    const [before, after] = [course.learner(1), course.learner(2)]
    await course.earn(before, 'completed')
    await ask(50)
    await course.earn(after, 'completed')
    const [[old], [young]] = [await course.credentials(before), await course.credentials(after)]
    expect([old?.criteriaVersion, young?.criteriaVersion]).to.deep.equal([2, 3])
    const { achievement } = await course.tool.app.credentials.achievement(young?.achievementId ?? '')
    expect(achievement.criteriaNarrative).to.contain('50')
    expect(old?.achievementId).not.to.equal(young?.achievementId)
  })

  it('says every kind of criterion in words to whoever reads the badge', async () => {
    const { app, store } = course.tool
    const visit = await course.administrator()
    const { current, activities } = await app.criteria(visit)
    const [named] = activities
    const one = { activity: named?.id ?? '' }
    const criterion = {
      type: 'at-least',
      n: 1,
      of: [
        { type: 'completed', target: one, need: 1 },
        { type: 'scored', target: one, need: 1, percent: 60 },
        { type: 'scored', target: { kind: 'assignment' }, need: 'every', percent: 70 },
        { type: 'scored', target: { kind: 'activity' }, need: 2, percent: 80 },
        { type: 'attended', percent: 90 },
        { type: 'confirmed', statement: 'Gave a talk' },
        { type: 'any', of: [{ type: 'completed', target: { kind: 'interaction' }, need: 2 }] },
      ],
    } as const
    const criteria = { ...current.criteria, completed: { criterion, award: 'automatic' as const } }
    await app.saveCriteria(visit, { basedOn: current.version, note: null, criteria })
    await course.earn(course.learner(1), 'completed')
    const [row] = await course.credentials(course.learner(1))
    const narrative = (await store.credentials.achievement(row?.achievementId ?? ''))?.criteriaNarrative ?? ''
    expect(narrative.split('\n')).to.have.length(9)
    for (const part of [TAKING_PART, '60', '70', '80', '90']) expect(narrative).to.contain(part)
    expect(narrative, 'no key without words').not.to.match(/issued\.|criteria\.|kinds\.|\{\{/)
  })

  it('loses nothing when judging at once fails: the job that was recorded with the deed does it', async () => {
    const { tool } = course
    await course.addLinks({ coursework: [REFLECTION] })
    const user = course.learner(1)
    await course.earn(user, 'completed')
    const visit = await course.visit(user, { link: 'Reflection' })
    const warnings: string[] = []
    const broken = {
      ...tool.deps,
      log: { ...tool.deps.log, warn: (_: object, message: string) => void warnings.push(message) },
      store: {
        ...tool.store,
        criteria: { ...tool.store.criteria, current: () => Promise.reject(new Error('away')) },
      },
    }
    await handIn(broken, visit, { text: 'Done', url: null, files: [] })
    expect(warnings).to.deep.equal(['evaluation at once failed; the job will do it'])
    await course.settle()
    expect(await course.held(user)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('refuses criteria that somebody else has saved in between, and criteria that are none', async () => {
    const visit = await course.administrator()
    const { app } = course.tool
    const { current } = await app.criteria(visit)
    const change = { basedOn: current.version, note: null, criteria: current.criteria }
    const [first, second] = await Promise.allSettled([
      app.saveCriteria(visit, change),
      app.saveCriteria(visit, change),
    ])
    expect([first.status, second.status].sort()).to.deep.equal(['fulfilled', 'rejected'])
    expect(await refusal(app.saveCriteria(visit, change))).to.include({
      code: 'criteria_changed',
      status: 409,
    })
    const criteria = { ...current.criteria, completed: { award: 'sometimes' } } as unknown as CourseCriteria
    const invalid = app.saveCriteria(visit, { basedOn: current.version + 1, note: null, criteria })
    expect(await refusal(invalid)).to.include({ code: 'criteria_invalid', status: 400 })
  })

  it('waits for a tutor where the criteria say so', async () => {
    const visit = await course.administrator()
    const { app } = course.tool
    const { current } = await app.criteria(visit)
    const criteria = {
      ...current.criteria,
      completed: { ...current.criteria.completed, award: 'approval' as const },
    }
    await app.saveCriteria(visit, { basedOn: current.version, note: null, criteria })
    const user = course.learner(1)
    await course.earn(user, 'completed')
    expect(await course.held(user)).to.deep.equal([])
    const { rungs } = await app.ladder(await course.visit(user))
    expect(rungs[0]).to.include({ proposed: true, state: 'in-progress' })
    await app.awardByHand(await course.tutor(), await course.personId(user), 'completed', 'Approved')
    expect(await course.held(user)).to.deep.equal(['completed'])
  })

  it('is for learners: a tutor who tries a link, or a test user, earns nothing', async () => {
    const { vle, school, tool } = course
    await course.addLinks({ coursework: [{ ...REFLECTION, kind: 'participation' }] })
    vle.removeColumn(course.column(TAKING_PART).id)
    const setKinds = new Map(
      (await tool.store.activities.ofCourse(course.courseId))
        .filter((one) => one.title === TAKING_PART)
        .map((one) => [one.id, null]),
    )
    await tool.app.setKinds(await course.tutor(), setKinds)
    const link = 'Reflection'
    await course.tutor()
    const tutor = await course.visit(school.tutors[0], { link, roles: ['learner'] })
    const testUser = { ...course.learner(5), id: 'test-1' }
    const test = await course.visit(testUser, { link, roles: ['learner', 'test-user'] })
    const learner = await course.visit(course.learner(1), { link })
    for (const visit of [test, learner])
      await tool.app.work.handIn(visit, { text: 'What I did', url: null, files: [] })
    const error = await refusal(tool.app.work.handIn(tutor, { text: 'What I did', url: null, files: [] }))
    expect(error.code).to.equal('only_looking')
    await course.settle()
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect(await course.credentials(school.tutors[0])).to.deep.equal([])
    expect(await course.credentials(testUser)).to.deep.equal([])
    expect(
      (await tool.engine.counts()).dead,
      'the gradebook takes no score for them, which is no fault',
    ).to.equal(0)
  })
})
