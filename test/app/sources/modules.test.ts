import { expect } from 'chai'
import type { Kind } from '../../../src/core/activity.ts'
import { FUNCTIONS } from '../../../src/moodle/index.ts'
import type { Activity } from '../../vle/index.ts'
import { type Course, openCourse, refusal, TAKING_PART } from '../course.ts'

const TOKEN = '0123456789abcdef0123456789abcdef'

describe('activities of Moodle’s own, over its web service', () => {
  let course: Course
  let quiz: Activity
  let forum: Activity
  beforeEach(async () => {
    course = await openCourse()
    const { vle, tool, platform } = course
    quiz = vle.addQuiz('2', { title: 'Unit 1 quiz', scoreMaximum: 20 })
    forum = vle.addForum('2', { title: 'Course forum' })
    vle.webService.tokens[TOKEN] = [...FUNCTIONS]
    await tool.deps.moodleSites.connect(platform.id, { url: vle.url, token: TOKEN })
  })
  afterEach(() => course.close())

  const sources = () => course.tool.app.sources
  const refresh = () => course.refresh(course.courseId)
  async function add(...kinds: readonly (readonly [Activity, Kind])[]) {
    const chosen = new Map(kinds.map(([{ id }, kind]) => [id, kind]))
    const added = await sources().addModules(await course.tutor(), chosen)
    await course.settle()
    return added
  }
  const activity = async ({ title }: Activity) =>
    (await course.tool.store.activities.ofCourse(course.courseId)).find((one) => one.title === title)
  async function record(n: number, of: Activity) {
    const id = await course.personId(course.learner(n))
    const facts = await course.tool.store.participation.facts(course.courseId, [id])
    const wanted = (await activity(of))?.id
    return facts.get(id)?.participation.find(({ activityId }) => activityId === wanted)
  }
  const score = (n: number, points: number) =>
    course.vle.grade(course.vle.activityColumn(quiz.id) ?? '', course.learner(n).id, points)

  it('are listed with what their names suggest, and count as what the tutor chose', async () => {
    const tutor = await course.tutor()
    expect(await sources().offersModules(tutor)).to.equal(true)
    const view = await sources().modules(tutor)
    if ('fault' in view) throw new Error(view.fault)
    expect(view.modules.map(({ name, suggestion, activity }) => [name, suggestion, activity])).to.deep.equal([
      ['Unit 1 quiz', 'assignment', null],
      ['Course forum', 'interaction', null],
    ])
    score(1, 15)
    course.vle.complete(forum.id, course.learner(2).id)
    expect(await add([quiz, 'assignment'], [forum, 'interaction'])).to.equal(2)
    expect(await record(1, quiz)).to.include({ completed: true, score: 15, maximum: 20 })
    expect(await record(2, forum)).to.include({ completed: true, score: null })
    expect(await record(2, quiz)).to.equal(undefined)
    expect(await activity(quiz)).to.include({
      source: 'moodle',
      kind: 'assignment',
      fault: null,
      moduleId: quiz.id,
    })
  })

  it('earn levels with no grade that LTI would show', async () => {
    await add([forum, 'interaction'])
    await course.earn(course.learner(1), 'completed')
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    course.vle.complete(forum.id, course.learner(1).id)
    await refresh()
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated'])
  })

  it('are not completed without the pass that was asked for; without completion a mark above 0 counts', async () => {
    const { webService } = course.vle
    webService.failed.push(`${quiz.id}/${course.learner(1).id}`)
    score(1, 3)
    await add([quiz, 'assignment'])
    expect(await record(1, quiz)).to.include({ completed: false, score: 3 })
    webService.untracked.push(quiz.id)
    await refresh()
    expect(await record(1, quiz)).to.include({ completed: true, score: 3 })
  })

  it('are added once, however many tutors do so at the same time, and a second time not at all', async () => {
    const visits = await Promise.all([course.tutor(), course.administrator()])
    const chosen = new Map([[quiz.id, 'assignment' as const]])
    const added = await Promise.all(
      visits.map((visit) =>
        sources()
          .addModules(visit, chosen)
          .catch(() => 0),
      ),
    )
    expect(added.toSorted()).to.deep.equal([0, 1])
    expect((await refusal(sources().addModules(visits[0], chosen))).code).to.equal('nothing_chosen')
    const audit = await course.tool.store.audit.ofCourse(course.courseId, 50)
    expect(audit.filter(({ action }) => action === 'activity.added')).to.have.length(1)
  })

  it('stand as they were read while Moodle is away, and the rest of the course is read all the same', async () => {
    score(1, 15)
    await add([quiz, 'assignment'])
    course.vle.faults.webServiceStatus = 503
    course.grade(TAKING_PART, course.learner(1), 9)
    await refresh()
    expect(await course.held(course.learner(1))).to.deep.equal(['completed', 'demonstrated'])
    expect((await activity(quiz))?.fault).to.equal(null)
    expect(await sources().modules(await course.tutor())).to.include({ fault: 'moodle_away' })
    expect((await refusal(add([forum, 'interaction']))).code).to.equal('moodle_unread')
  })

  for (const [what, forbid, fault] of [
    ['the token is revoked', (c: Course) => void delete c.vle.webService.tokens[TOKEN], 'refused'],
    ['a function is taken away', (c: Course) => void c.vle.webService.tokens[TOKEN]?.pop(), 'refused'],
    ['the course is closed to it', (c: Course) => void c.vle.webService.closedCourses.push('2'), 'refused'],
    ['it may not see others', (c: Course) => Object.assign(c.vle.webService, { mayView: false }), 'refused'],
    [
      'web services are switched off',
      (c: Course) => Object.assign(c.vle.webService, { enabled: false }),
      'refused',
    ],
    ['the operator took it away', (c: Course) => c.tool.deps.moodleSites.remove(c.platform.id), 'refused'],
  ] as const)
    it(`are not known when ${what}: what was seen stands, and nothing new is`, async () => {
      score(1, 15)
      await add([quiz, 'participation'])
      await forbid(course)
      for (const n of [1, 2]) course.grade(TAKING_PART, course.learner(n), 9)
      await refresh()
      expect((await activity(quiz))?.fault).to.equal(fault)
      expect(await record(1, quiz)).to.include({ completed: true })
      expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
      const open = await course.personId(course.learner(2))
      const row = await course.tool.store.progress.of(course.courseId, open)
      expect(row?.progress.levels[0]?.outcome).to.equal('unknown')
    })

  it('that were deleted in Moodle are gone', async () => {
    await add([quiz, 'assignment'])
    const { id } = (await activity(quiz)) ?? { id: '' }
    await course.tool.store.write(async (unit) => {
      const row = await unit.activities.byId(course.courseId, id)
      if (!row) throw new Error('no activity')
      await unit.activities.remove(course.courseId, id)
      await unit.activities.insert([{ ...row, id: course.tool.random.uuid(), moduleId: '4242' }])
    })
    await refresh()
    expect((await activity(quiz))?.fault).to.equal('gone')
  })

  it('are forgotten of nobody who left, and not asked about while they are away', async () => {
    score(1, 15)
    await add([quiz, 'assignment'])
    course.vle.unenrol('2', course.learner(1).id)
    await refresh()
    expect(await record(1, quiz)).to.include({ completed: true })
  })

  it('are no matter of another course, of learners, or of a platform without the add-on', async () => {
    const { vle, school, tool } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    const elsewhere = await course.visit(school.administrator, { courseId: '8' })
    const chosen = new Map([[quiz.id, 'assignment' as const]])
    expect((await refusal(sources().addModules(elsewhere, chosen))).code).to.equal('nothing_chosen')
    const learner = await course.visit(course.learner(1))
    expect((await refusal(sources().modules(learner))).code).to.equal('not_allowed')
    await tool.deps.moodleSites.remove(course.platform.id)
    const tutor = await course.tutor()
    expect(await sources().offersModules(tutor)).to.equal(false)
    expect((await refusal(sources().modules(tutor))).code).to.equal('page_not_found')
  })

  it('of a restored copy of the installation are not read from the first one', async () => {
    const guid = (name: string) => ({ platform: { family: 'moodle', version: null, guid: name, name: null } })
    await course.visit(course.school.tutors[0], guid('first'))
    const copy = await course.visit(course.school.tutors[0], guid('second'))
    expect(copy.course.id).not.to.equal(course.courseId)
    expect(await sources().offersModules(copy)).to.equal(false)
  })

  it('keep the token encrypted, and out of the addresses that are asked', async () => {
    const site = await course.tool.store.moodleSites.of(course.platform.id)
    expect(JSON.stringify(site)).not.to.contain(TOKEN)
    await add([quiz, 'assignment'])
    const asked = course.vle.log.entries.filter(({ service }) => service === 'web-service')
    expect(asked.length).to.be.greaterThan(3)
    expect(JSON.stringify(asked)).not.to.contain(TOKEN)
  })
})
