import { expect } from 'chai'
import { saveRegister } from '../../../src/app/attendance/register.ts'
import type { Mark } from '../../../src/app/contract/attendance.ts'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse, refusal, TAKING_PART } from '../course.ts'

const EVERYBODY = { search: null, offset: 0, limit: 50 }

describe('a register kept by hand', () => {
  let course: Course
  let tutor: Visit
  let sessions: string[]
  beforeEach(async () => {
    course = await openCourse({ learners: 4 })
    await course.addLinks({ checkIns: ['Session 1', 'Session 2'] })
    tutor = await course.tutor()
    sessions = (await course.tool.store.activities.ofCourse(course.courseId))
      .filter(({ source }) => source === 'check-in')
      .map(({ id }) => id)
  })
  afterEach(() => course.close())

  const attendance = () => course.tool.app.attendance
  const id = (n: number) => course.personId(course.learner(n))
  const mark = async (session: number, marks: Record<number, Mark>, note: string | null = null) => {
    const entries = await Promise.all(
      Object.entries(marks).map(async ([n, to]) => [await id(Number(n)), to] as const),
    )
    const changed = await attendance().saveRegister(tutor, sessions[session - 1] ?? '', {
      marks: new Map(entries),
      note,
    })
    await course.settle()
    return changed
  }
  const shown = (label: string, n: number) =>
    course.vle.gradeOf(course.column(label).id, course.learner(n).id)
  const register = (session = 1) => attendance().register(tutor, sessions[session - 1] ?? '', EVERYBODY)
  const marks = async () => {
    const { rows } = await register()
    return Object.fromEntries(rows.map(({ person, mark }) => [person.sub, mark]))
  }
  const judgeByAttendance = async (percent: number) => {
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: {
        ...current.criteria,
        completed: { criterion: { type: 'attended', percent }, award: 'automatic' },
      },
    })
  }
  const by = (n: number) => course.learner(n).id

  it('writes what differs, says who said so, tells the VLE where somebody came, and counts', async () => {
    await course.refresh(course.courseId)
    const at = course.clock.now()
    expect(await mark(1, { 1: 'present', 2: 'late', 3: 'absent' }, 'Paper list')).to.equal(3)
    expect(await marks()).to.deep.equal({
      [by(1)]: 'present',
      [by(2)]: 'late',
      [by(3)]: 'absent',
      [by(4)]: null,
    })
    const { rows, counts } = await register()
    expect(counts).to.deep.equal({ present: 1, late: 1, excused: 0, absent: 1, open: 1 })
    const late = rows.find(({ mark }) => mark === 'late')
    expect(late?.record).to.include({ origin: 'register', standing: 'late', recordedBy: tutor.person?.id })
    expect(late?.by?.id).to.equal(tutor.person?.id)
    for (const n of [1, 2]) expect(shown('Session 1', n)).to.include({ score: 1, timestamp: at })
    for (const n of [3, 4]) expect(shown('Session 1', n)).to.equal(null)
    const lines = (await course.tool.store.audit.ofCourse(course.courseId, 10)).filter(
      ({ action }) => action === 'register.marked',
    )
    expect(lines.map(({ detail }) => detail.after)).to.have.members(['present', 'late', 'absent'])
    expect(lines.map(({ reason }) => reason)).to.deep.equal(['Paper list', 'Paper list', 'Paper list'])

    course.clock.advance(5)
    expect(await mark(1, { 1: 'present', 2: 'late', 3: 'absent' })).to.equal(0)
    expect((await course.tool.store.audit.ofCourse(course.courseId, 1))[0]?.at).to.equal(
      new Date(at).toISOString(),
    )
    expect(course.vle.log.count({ service: 'scores' })).to.equal(2)
  })

  it('stands over a learner’s own check-in, whichever came first, until a tutor changes it', async () => {
    const link = { link: 'Session 1' }
    await course.tool.app.checkIn(await course.visit(course.learner(1), link))
    await mark(1, { 1: 'absent', 2: 'excused' })
    expect(await marks()).to.include({ [by(1)]: 'absent', [by(2)]: 'excused' })
    for (const n of [1, 2])
      expect(await refusal(course.tool.app.checkIn(await course.visit(course.learner(n), link)))).to.include({
        code: 'register_stands',
        status: 409,
      })
    expect(await marks()).to.include({ [by(1)]: 'absent', [by(2)]: 'excused' })
    await mark(1, { 1: 'late' })
    expect(await marks()).to.include({ [by(1)]: 'late' })
    expect(await course.tool.app.checkIn(await course.visit(course.learner(1), link))).to.include({
      first: false,
    })
    expect(await marks()).to.include({ [by(1)]: 'late' })
  })

  it('keeps when somebody came, though a tutor says that they were late', async () => {
    const at = new Date(course.clock.now()).toISOString()
    await course.tool.app.checkIn(await course.visit(course.learner(1), { link: 'Session 1' }))
    course.clock.advance(30)
    await mark(1, { 1: 'late' })
    const row = (await register()).rows.find(({ person }) => person.sub === by(1))
    expect(row?.record).to.include({ observedAt: at, standing: 'late' })
  })

  it('moves a learner to a level, and takes a session that they are excused from out of what is asked', async () => {
    await judgeByAttendance(100)
    await mark(1, { 1: 'present', 2: 'late' })
    await mark(2, { 1: 'present', 2: 'excused', 3: 'excused' })
    await mark(1, { 3: 'excused' })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
    expect(await course.held(course.learner(3))).to.deep.equal([])
    const { rungs } = await course.tool.app.learner(tutor, await id(2))
    expect(rungs[0]?.progress?.evaluation.reason).to.include({
      code: 'attended',
      have: 1,
      total: 1,
      excused: 1,
    })
    const third = await course.tool.app.learner(tutor, await id(3))
    expect(third.rungs[0]?.progress?.evaluation.reason.code).to.equal('excused-from-all')
  })

  it('counts a session that nobody has opened in the VLE, once a tutor keeps its register', async () => {
    const offered = async () =>
      (await course.tool.store.activities.ofCourse(course.courseId)).find((one) => one.id === sessions[1])
        ?.state
    expect(await offered()).to.equal('offered')
    await mark(2, { 1: 'present' })
    expect(await offered()).to.equal('active')
  })

  it('marks all who have no mark yet, and leaves those who have one', async () => {
    await course.tool.app.checkIn(await course.visit(course.learner(1), { link: 'Session 1' }))
    await mark(1, { 2: 'excused' })
    const rest = { marks: { rest: 'absent' as const }, note: null }
    expect(await attendance().saveRegister(tutor, sessions[0] ?? '', rest)).to.equal(2)
    expect(await marks()).to.deep.equal({
      [by(1)]: 'present',
      [by(2)]: 'excused',
      [by(3)]: 'absent',
      [by(4)]: 'absent',
    })
    expect(await attendance().saveRegister(tutor, sessions[0] ?? '', rest)).to.equal(0)
  })

  it('is of a thing that tutors confirm as well, without a link or a column', async () => {
    const talk = await attendance().addConfirmed(tutor, { title: 'Talk', kind: 'participation' })
    await course.earn(course.learner(1), 'completed')
    // Taking part is asked for in both: the column, and now the talk.
    expect(await course.held(course.learner(1))).to.deep.equal([])
    const marked = new Map([[await id(1), 'present' as const]])
    await attendance().saveRegister(tutor, talk.id, { marks: marked, note: 'Week 3' })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    await course.settle()
    expect(course.vle.columns(course.school.course.id).filter(({ label }) => label === 'Talk')).to.deep.equal(
      [],
    )
    await course.refresh(course.courseId)
    const [known] = (await course.tool.store.activities.ofCourse(course.courseId)).filter(
      (one) => one.id === talk.id,
    )
    expect(known).to.include({ state: 'active', fault: null, source: 'confirmation' })
  })

  it('is written whole or not at all, and what follows is done though the process ends right after', async () => {
    const marksOfAll = new Map(
      await Promise.all([1, 2, 3].map(async (n) => [await id(n), 'present' as const] as const)),
    )
    const change = { marks: marksOfAll, note: null }
    await judgeByAttendance(50)
    await course.refresh(course.courseId)
    const { deps } = course.tool
    const lines = (await course.tool.store.audit.ofCourse(course.courseId, 100)).length
    for (const stop of ['participation', 'audit', 'jobs'] as const) {
      const write: typeof deps.store.write = (work) =>
        deps.store.write(async (unit) => {
          const broken = new Proxy(unit[stop], {
            get: (target, name) =>
              typeof Reflect.get(target, name) === 'function'
                ? async (...args: unknown[]) => {
                    await Reflect.get(target, name).apply(target, args)
                    throw new Error('the process ends here')
                  }
                : Reflect.get(target, name),
          })
          return work({ ...unit, [stop]: broken })
        })
      const failed = await saveRegister(
        { ...deps, store: { ...deps.store, write } },
        tutor,
        sessions[0] ?? '',
        change,
      ).catch((error: Error) => error.message)
      expect(failed).to.equal('the process ends here')
    }
    await course.settle()
    expect(Object.values(await marks())).to.deep.equal([null, null, null, null])
    expect(await course.tool.store.audit.ofCourse(course.courseId, 100)).to.have.length(lines)
    expect(course.vle.log.count({ service: 'scores' })).to.equal(0)

    // Three at once are left to the jobs, which were enqueued with them.
    await attendance().saveRegister(tutor, sessions[0] ?? '', change)
    await course.settle()
    for (const n of [1, 2, 3]) expect(await course.held(course.learner(n))).to.deep.equal(['completed'])
    for (const n of [1, 2, 3]) expect(shown('Session 1', n)?.score).to.equal(1)
  })

  it('is closed to learners, and to whoever belongs to another course or platform', async () => {
    const [session = ''] = sessions
    const { vle, school, tool } = course
    const learner = await course.visit(course.learner(1))
    const present = { marks: new Map([[await id(2), 'present' as const]]), note: null }
    expect((await refusal(attendance().saveRegister(learner, session, present))).code).to.equal('not_allowed')
    expect((await refusal(attendance().register(learner, session, EVERYBODY))).code).to.equal('not_allowed')

    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    vle.enrol('8', '34', 'Instructor')
    const registration = await tool.store.platforms.save({
      ...course.platform,
      id: tool.random.uuid(),
      issuer: 'https://elsewhere.example',
      name: 'Another VLE',
    })
    const strangers = [
      await course.visit(school.tutors[1], { courseId: '8' }),
      await course.visit(school.tutors[0], { registration, memberships: null, grades: null }),
    ]
    for (const stranger of strangers) {
      expect((await refusal(attendance().register(stranger, session, EVERYBODY))).code).to.equal(
        'activity_gone',
      )
      expect((await refusal(attendance().saveRegister(stranger, session, present))).code).to.equal(
        'activity_gone',
      )
      const rest = { marks: { rest: 'absent' as const }, note: null }
      expect((await refusal(attendance().saveRegister(stranger, session, rest))).code).to.equal(
        'activity_gone',
      )
      const own = await attendance().addConfirmed(stranger, { title: 'Theirs', kind: null })
      expect((await refusal(attendance().saveRegister(stranger, own.id, present))).code).to.equal(
        'learner_not_found',
      )
    }
    const staff = { marks: new Map([[tutor.person?.id ?? '', 'present' as const]]), note: null }
    expect((await refusal(attendance().saveRegister(tutor, session, staff))).code).to.equal(
      'learner_not_found',
    )
    const [column] = (await tool.store.activities.ofCourse(course.courseId)).filter(
      ({ title }) => title === TAKING_PART,
    )
    expect((await refusal(attendance().saveRegister(tutor, column?.id ?? '', present))).code).to.equal(
      'activity_gone',
    )
    expect(Object.values(await marks())).to.deep.equal([null, null, null, null])
  })
})
