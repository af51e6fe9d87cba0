import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse, refusal } from '../course.ts'

const MINUTE = 60_000

describe('a check-in with a window and a code', () => {
  let course: Course
  let tutor: Visit
  let activityId: string
  beforeEach(async () => {
    course = await openCourse()
    await course.addLinks({ checkIns: ['Session'] })
    tutor = await course.tutor()
    const [session] = (await course.tool.store.activities.ofCourse(course.courseId)).filter(
      ({ title }) => title === 'Session',
    )
    activityId = session?.id ?? ''
  })
  afterEach(() => course.close())

  const iso = (minutes: number) => new Date(course.clock.now() + minutes * MINUTE).toISOString()
  const attendance = () => course.tool.app.attendance
  const learner = (n = 1) => course.visit(course.learner(n), { link: 'Session' })
  const code = async () => (await attendance().session(tutor, activityId)).session.code ?? ''
  const recorded = async (n = 1) => {
    const personId = await course.personId(course.learner(n))
    return (await course.tool.store.registers.records(course.courseId, activityId, [personId])).get(personId)
  }
  const window = (opensAt: string | null, closesAt: string | null) =>
    attendance().setWindow(tutor, activityId, { opensAt, closesAt, address: null })

  it('is open from its first moment until just before it closes, and records nothing outside', async () => {
    const [opens, closes] = [iso(10), iso(20)]
    await window(opens, closes)
    const visit = await learner()
    expect(await attendance().asked(visit)).to.include({ state: 'early', opensAt: opens, closesAt: closes })
    expect(await refusal(course.tool.app.checkIn(visit))).to.include({ code: 'check_in_early', status: 409 })
    course.clock.advance(20)
    expect(await attendance().asked(visit)).to.include({ state: 'over' })
    expect((await refusal(course.tool.app.checkIn(visit))).code).to.equal('check_in_over')
    expect(await recorded()).to.equal(undefined)
    await course.settle()
    expect(course.vle.log.count({ service: 'scores' })).to.equal(0)
    course.clock.advance(-10)
    expect(await course.tool.app.checkIn(visit)).to.include({ first: true })
    expect(await recorded()).to.include({ completed: true, origin: 'learner' })
    expect(await attendance().asked(visit)).to.include({ state: 'open', recordedAt: opens })
  })

  it('may have one end only, and none that comes before its beginning', async () => {
    await window(null, iso(1))
    expect(await course.tool.app.checkIn(await learner())).to.include({ first: true })
    await window(iso(1), null)
    expect((await refusal(course.tool.app.checkIn(await learner(2)))).code).to.equal('check_in_early')
    expect((await refusal(window(iso(2), iso(2)))).code).to.equal('window_backwards')
  })

  it('asks for its code, as people type it, and for the new one once it is changed', async () => {
    await attendance().setCode(tutor, activityId, 'new')
    const old = await code()
    expect(old).to.match(/^[A-HJ-NP-Z2-9]{6}$/)
    const visit = await learner()
    expect(await attendance().asked(visit)).to.include({ needsCode: true })
    for (const wrong of ['', 'AAAAAA', `${old}A`])
      expect(await refusal(course.tool.app.checkIn(visit, wrong))).to.include({
        code: 'code_wrong',
        status: 422,
      })
    expect(await recorded()).to.equal(undefined)
    await attendance().setCode(tutor, activityId, 'new')
    expect(await code()).to.not.equal(old)
    expect((await refusal(course.tool.app.checkIn(visit, old))).code).to.equal('code_wrong')
    const typed = `${(await code()).slice(0, 3)} - ${(await code()).slice(3)} `.toLowerCase()
    expect(await course.tool.app.checkIn(visit, typed)).to.include({ first: true })
    await attendance().setCode(tutor, activityId, 'off')
    expect(await course.tool.app.checkIn(await learner(2))).to.include({ first: true })
  })

  it('takes five tries in ten minutes, the right code among them, of each learner by themselves', async () => {
    await attendance().setCode(tutor, activityId, 'new')
    const visit = await learner()
    const since = course.clock.now()
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => refusal(course.tool.app.checkIn(visit, 'AAAAAA'))),
    )
    expect(tries.filter((fault) => fault.code === 'code_wrong')).to.have.length(5)
    course.clock.advance(9)
    const stopped = await refusal(course.tool.app.checkIn(visit, await code()))
    expect(stopped).to.include({ code: 'code_tried_often', status: 429 })
    expect(stopped.detail.until).to.equal(new Date(since + 10 * MINUTE).toISOString())
    expect(await course.tool.app.checkIn(await learner(2), await code())).to.include({ first: true })
    course.clock.advance(1)
    expect(await course.tool.app.checkIn(visit, await code())).to.include({ first: true })
  })

  it('counts tries over a new visit and a restart: they are rows, not memory', async () => {
    await attendance().setCode(tutor, activityId, 'new')
    for (let n = 0; n < 5; n += 1) await refusal(course.tool.app.checkIn(await learner(), `WRONG${n}`))
    expect((await refusal(course.tool.app.checkIn(await learner(), await code()))).code).to.equal(
      'code_tried_often',
    )
    const personId = await course.personId(course.learner(1))
    const limits = { now: course.clock.now(), forget: course.clock.now() - MINUTE, most: 5 }
    expect(await course.tool.store.checkIns.tryCode(activityId, personId, limits)).to.be.a('number')
  })

  it('keeps its code out of the audit, which tells who changed what', async () => {
    await attendance().setCode(tutor, activityId, 'new')
    await window(null, iso(30))
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 2)
    expect(lines.map(({ action }) => action)).to.have.members(['check-in.code-made', 'check-in.window-set'])
    for (const line of lines) expect(line).to.include({ actorId: tutor.person?.id })
    expect(JSON.stringify(lines)).to.not.contain(await code())
  })

  it('of another course, or that is none, is not there', async () => {
    const { vle, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    vle.enrol('8', '34', 'Instructor')
    const stranger = await course.visit(school.tutors[1], { courseId: '8' })
    const [column] = (await course.tool.store.activities.ofCourse(course.courseId)).filter(
      ({ source }) => source === 'column',
    )
    for (const [visit, id] of [
      [stranger, activityId],
      [tutor, column?.id ?? ''],
      [tutor, 'nothing'],
    ] as const) {
      expect((await refusal(attendance().session(visit, id))).code).to.equal('activity_gone')
      expect((await refusal(attendance().setCode(visit, id, 'new'))).code).to.equal('activity_gone')
      const open = { opensAt: null, closesAt: null, address: null }
      expect((await refusal(attendance().setWindow(visit, id, open))).code).to.equal('activity_gone')
    }
    expect(await code()).to.equal('')
    expect((await refusal(attendance().session(await learner(), activityId))).code).to.equal('not_allowed')
  })
})
