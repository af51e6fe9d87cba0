import { expect } from 'chai'
import type { ImportSettings, ImportView } from '../../../src/app/contract/imports.ts'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse, refusal, TAKING_PART } from '../course.ts'

const ZOOM = `Name (original name),User Email,Duration (Minutes),Guest
Siân Llywelyn,STUDENT01@example.test,30,No
"García, Ana",ana.at.home@else.example,50,Yes
Siân Llywelyn,student01@example.test,25,No
Björn,student03@example.test,12,No

,,,
Nobody Known,nobody@else.example,60,Yes
`

const FIRST = { people: 1, rows: 1, ambiguous: 1, unknown: 1, unclear: 1 } as const

describe('a register that is imported', () => {
  let course: Course
  let tutor: Visit
  beforeEach(async function () {
    this.timeout(60_000)
    course = await openCourse()
    await course.refresh(course.courseId)
    tutor = await course.tutor()
  })
  afterEach(() => course.close())

  const upload = (text: string, name = 'Session 3.csv', visit = tutor) =>
    course.tool.app.imports.upload(visit, { name, bytes: Buffer.from(text) })
  const view = (id: string) => course.tool.app.imports.view(tutor, id, FIRST)
  const plan = async (id: string) => {
    const { plan } = await view(id)
    return plan ?? expect.fail('there is no plan')
  }
  const change = async (id: string, changes: Partial<ImportSettings>) => {
    const { record } = await view(id)
    await course.tool.app.imports.setUp(tutor, id, { ...record.settings, ...changes })
  }
  const apply = async (id: string) => course.tool.app.imports.apply(tutor, id, (await plan(id)).shown)
  const rows = (of: ImportView) =>
    of.plan?.people.map(({ person, by, minutes, change, after }) => [
      person.email?.slice(0, 9),
      by,
      minutes,
      change,
      after.completed,
    ])
  const recorded = async (title: string) => {
    const activity = (await course.tool.store.activities.ofCourse(course.courseId)).find(
      (one) => one.title === title,
    )
    return activity ? course.tool.store.imports.recorded(course.courseId, activity.id) : new Map()
  }

  it('is previewed before anything is written: by email, by name, minutes added together, a threshold, unknown people', async () => {
    const id = await upload(ZOOM)
    await change(id, { minutes: 45 })
    const seen = await view(id)
    expect(rows(seen)).to.deep.equal([
      ['student02', 'name', 50, 'new', true],
      ['student03', 'email', 12, 'new', false],
      ['student01', 'email', 55, 'new', true],
    ])
    expect(seen.plan?.counts).to.deep.equal({
      new: 3,
      changed: 0,
      same: 0,
      ambiguous: 0,
      unknown: 1,
      unclear: 0,
      blank: 2,
      repeated: 1,
      absent: 2,
    })
    expect(seen.plan?.unknown).to.deep.equal([{ row: 8, label: 'Nobody Known' }])
    expect(await recorded('Session 3')).to.have.length(0)
  })

  it('is applied once, with who said so, and moves a learner to a level', async () => {
    const learner = course.learner(1)
    await course.earn(learner)
    const marks = await upload(
      'Student number,Mark,Out of\nSIS-STUDENT01,8,10\nsis-student02,0,10\n',
      'Portfolio.csv',
    )
    await change(marks, { target: { title: 'Portfolio', kind: 'participation' } })
    // Both activities that count as taking part must be done.
    course.grade(TAKING_PART, learner, 8)
    await course.refresh(course.courseId)
    expect(await course.held(learner)).to.deep.equal(['completed'])
    const twice = await Promise.all([
      apply(marks).then(
        () => 'done',
        (e) => e.code,
      ),
      apply(marks).then(
        () => 'done',
        (e) => e.code,
      ),
    ])
    expect(twice.sort()).to.deep.equal(['done', 'import_decided'])
    await course.settle()

    const found = await recorded('Portfolio')
    expect(found.get(await course.personId(learner))).to.deep.include({
      completed: true,
      score: 8,
      maximum: 10,
      standing: null,
      origin: 'import',
      recordedBy: tutor.person?.id,
    })
    expect(found.get(await course.personId(course.learner(2)))).to.include({ completed: false, score: 0 })
    const line = await course.tool.store.audit.latest(course.courseId, 'register.imported')
    expect(line?.actorId).to.equal(tutor.person?.id)
    expect(line?.detail).to.include({ people: 2, unknown: 0 })
    // Learner 3 now needs both.
    course.grade(TAKING_PART, course.learner(3), 8)
    await course.refresh(course.courseId)
    expect(await course.held(course.learner(3))).to.deep.equal([])
    const more = await upload('Email,Mark\nstudent03@example.test,60%\n')
    const target = (await view(marks)).record.activityId ?? ''
    await change(more, { target: { activityId: target } })
    await apply(more)
    await course.settle()
    expect(await course.held(course.learner(3))).to.deep.equal(['completed'])
  })

  it('changes nothing the second time, and says so', async () => {
    const first = await upload(ZOOM)
    await apply(first)
    const again = await upload(ZOOM, 'the same under another name.csv')
    const seen = await view(again)
    expect(seen.before?.id).to.equal(first)
    expect(seen.plan?.counts).to.include({ new: 0, changed: 0, same: 3 })
    expect((await refusal(apply(again))).code).to.equal('import_nothing')
  })

  it('is undone once: what it found is back, what was changed since is left and told, credentials stay', async () => {
    const text =
      'Email,Status\nstudent01@example.test,present\nstudent02@example.test,late\nstudent03@example.test,excused\n'
    const first = await upload(text)
    await apply(first)
    await course.settle()
    const target = { activityId: (await view(first)).record.activityId ?? '' }
    const before = await recorded('Session 3')
    course.clock.advance(5)
    const second = await upload(
      'Email,Status\nstudent01@example.test,absent\nstudent02@example.test,absent\nstudent04@example.test,present\n',
    )
    await change(second, { target })
    expect((await plan(second)).counts).to.include({ new: 1, changed: 2, same: 0 })
    await apply(second)
    course.clock.advance(5)
    const third = await upload('Email,Status\nstudent02@example.test,excused\n')
    await change(third, { target })
    await apply(third)

    const twice = await Promise.all(
      [1, 2].map(() =>
        course.tool.app.imports.undo(tutor, second).then(
          () => 'done',
          (e) => e.code,
        ),
      ),
    )
    expect(twice.sort()).to.deep.equal(['done', 'import_decided'])
    const two = await course.personId(course.learner(2))
    const after = await recorded('Session 3')
    expect((await view(second)).leftAlone.map(({ id }) => id)).to.deep.equal([two])
    expect(after.get(two)).to.include({ completed: false, standing: 'excused' })
    after.delete(two)
    before.delete(two)
    expect([...after.entries()].sort()).to.deep.equal([...before.entries()].sort())
  })

  it('takes its activity along when it is undone, and leaves credentials to the tutor', async () => {
    const learner = course.learner(1)
    await course.earn(learner, 'completed')
    const id = await upload('Email,Status\nstudent01@example.test,done\n', 'Blog.csv')
    await change(id, { meaning: 'done', target: { title: 'Blog', kind: 'assignment' } })
    await apply(id)
    course.grade('Essay', learner, 7)
    await course.refresh(course.courseId)
    expect(await course.held(learner)).to.deep.equal(['completed', 'demonstrated'])
    await course.tool.app.imports.undo(tutor, id)
    await course.settle()
    const titles = (await course.tool.store.activities.ofCourse(course.courseId)).map(({ title }) => title)
    expect(titles).not.to.include('Blog')
    expect(await course.held(learner)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('asks who is meant where a row names several, and keeps the answer', async () => {
    const { vle, school } = course
    for (const id of ['201', '202']) {
      vle.addUser({
        id,
        username: id,
        givenName: 'Alex',
        familyName: 'Jones',
        email: `${id}@example.test`,
        sourcedId: '',
        role: null,
      })
      vle.enrol(school.course.id, id, 'Learner')
    }
    await course.refresh(course.courseId)
    const id = await upload(
      'Name,Email\nAlex Jones,\nX,student01@example.test\nAlex Jones,201@example.test\n',
    )
    const asked = await plan(id)
    expect(asked.ambiguous).to.have.length(1)
    expect(asked.ambiguous[0]).to.deep.include({ row: 2, label: 'Alex Jones', chosen: undefined })
    expect(asked.counts).to.include({ new: 2, ambiguous: 1 })
    const other = asked.ambiguous[0]?.people.find(({ email }) => email === '202@example.test')
    const learner = await course.personId(course.learner(2))
    // Whoever was not among them is not chosen, whatever a form says.
    await course.tool.app.imports.choose(tutor, id, new Map([[2, learner]]))
    expect((await plan(id)).counts).to.include({ new: 2, ambiguous: 1 })
    await course.tool.app.imports.choose(tutor, id, new Map([[2, other?.id ?? '']]))
    expect((await plan(id)).counts).to.include({ new: 3, ambiguous: 0 })
    await course.tool.app.imports.choose(tutor, id, new Map([[2, null]]))
    expect((await plan(id)).counts).to.include({ new: 2, ambiguous: 0 })
  })

  it('never takes the email of one for the number of another', async () => {
    const id = await upload('Email,Student ID\nstudent01@example.test,SIS-STUDENT02\n')
    expect((await plan(id)).counts).to.include({ new: 0, ambiguous: 1 })
  })

  it('names what it cannot understand, and people whom only their username tells', async () => {
    const id = await upload('Username,Attended\nstudent01,yes\n')
    expect((await plan(id)).counts).to.include({ new: 0, unknown: 1 })
    const unclear = await upload('Email,Attended\nstudent01@example.test,perhaps\n')
    expect((await plan(unclear)).unclear).to.deep.equal([
      { row: 2, label: 'student01@example.test', value: 'perhaps' },
    ])
    const strange = await upload('a,b\n1,2\n')
    expect((await view(strange)).missing).to.equal('who')
    await change(strange, { columns: { name: 0 }, meaning: 'marks' })
    expect((await view(strange)).missing).to.equal('what')
  })

  it('applies nothing but what was shown', async () => {
    const id = await upload(ZOOM)
    const { shown } = await plan(id)
    await change(id, { minutes: 59 })
    expect((await refusal(course.tool.app.imports.apply(tutor, id, shown))).code).to.equal('import_changed')
    expect(await recorded('Session 3')).to.have.length(0)
  })

  it('stays within its course and its roles, and is gone after a week', async () => {
    const id = await upload(ZOOM)
    const learner = await course.visit(course.learner(1))
    expect((await refusal(upload(ZOOM, 'a.csv', learner))).code).to.equal('not_allowed')
    expect((await refusal(course.tool.app.imports.view(learner, id, FIRST))).code).to.equal('not_allowed')

    const { vle } = course
    const other = vle.addCourse({ id: '7', label: 'OTHER', title: 'Other' })
    vle.enrol(other.id, course.school.tutors[0].id, 'Instructor')
    const elsewhere = await course.visit(course.school.tutors[0], { courseId: '7' })
    const { imports } = course.tool.app
    for (const work of [
      () => imports.view(elsewhere, id, FIRST),
      () => imports.apply(elsewhere, id, 'x'),
      () => imports.undo(elsewhere, id),
      () => imports.choose(elsewhere, id, new Map()),
    ])
      expect((await refusal(work())).code).to.equal('import_gone')
    const mine = await upload(ZOOM, 'a.csv', elsewhere)
    const theirs = (await course.tool.store.activities.ofCourse(course.courseId))[0]?.id ?? ''
    const { record } = await course.tool.app.imports.view(elsewhere, mine, FIRST)
    const setUp = course.tool.app.imports.setUp(elsewhere, mine, {
      ...record.settings,
      target: { activityId: theirs },
    })
    expect((await refusal(setUp)).code).to.equal('activity_gone')
    // Learners of the other course are nobody here.
    const seen = await course.tool.app.imports.view(elsewhere, mine, FIRST)
    expect(seen.plan?.counts).to.include({ new: 0, unknown: 5 })

    course.clock.advance(8 * 24 * 60)
    const later = await course.tutor()
    expect((await refusal(course.tool.app.imports.view(later, id, FIRST))).code).to.equal('import_gone')
    await upload(ZOOM, 'b.csv', later)
    expect(await course.tool.store.imports.rows(id, 0)).to.equal(null)
  })

  it('of a column that the VLE grades is not taken', async () => {
    const id = await upload(ZOOM)
    const column = (await course.tool.store.activities.ofCourse(course.courseId)).find(
      ({ title }) => title === TAKING_PART,
    )
    const target = { activityId: column?.id ?? '' }
    expect((await refusal(change(id, { target }))).code).to.equal('activity_gone')
  })
})
