import { expect } from 'chai'
import type { Mark } from '../../../src/app/contract/attendance.ts'
import type { Visit } from '../../../src/app/contract.ts'
import { postWork } from '../../../src/app/learning/post-work.ts'
import { type Course, openCourse } from '../course.ts'

const FIRST = { people: 1, rows: 1, ambiguous: 1, unknown: 1, unclear: 1 } as const
const SESSION = 'Session 1'

describe('attendance that a tutor takes back', () => {
  let course: Course
  let tutor: Visit
  let session: string

  async function open(options: Parameters<typeof openCourse>[0] = {}) {
    course = await openCourse({ learners: 3, ...options })
    await course.addLinks({ checkIns: [SESSION] })
    tutor = await course.tutor()
    const found = await course.tool.store.activities.ofCourse(course.courseId)
    session = found.find(({ source }) => source === 'check-in')?.id ?? ''
    await course.refresh(course.courseId)
  }
  afterEach(() => course.close())

  const shown = (n: number) => course.vle.gradeOf(course.column(SESSION).id, course.learner(n).id)
  const checkIn = async (n: number) => {
    await course.tool.app.checkIn(await course.visit(course.learner(n), { link: SESSION }))
    await course.settle()
  }
  const mark = async (n: number, as: Mark) => {
    const marks = new Map([[await course.personId(course.learner(n)), as]])
    await course.tool.app.attendance.saveRegister(tutor, session, { marks, note: null })
    await course.settle()
  }
  const posts = () => course.vle.log.count({ service: 'scores' })

  it('takes its score out of the gradebook, and puts it in again where the learner was there after all', async () => {
    await open()
    await checkIn(1)
    await checkIn(2)
    expect(shown(1)?.score).to.equal(1)
    // Within the same second: what the gradebook is told must all the same be later each time.
    await mark(1, 'absent')
    expect(shown(1)?.score ?? null).to.equal(null)
    expect(shown(2)?.score, 'another learner').to.equal(1)
    await mark(1, 'present')
    expect(shown(1)?.score).to.equal(1)
    course.clock.advance(10)
    await mark(1, 'excused')
    expect(shown(1)?.score ?? null).to.equal(null)
    const before = posts()
    await mark(1, 'absent')
    await mark(3, 'absent')
    expect(posts(), 'nothing of theirs stands there').to.equal(before)
    expect(shown(3)).to.equal(null)
  })

  it('withdraws nothing that it earned: the tutor is shown who no longer meets the criteria', async () => {
    await open()
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    const completed = { criterion: { type: 'attended', percent: 100 }, award: 'automatic' } as const
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: { ...current.criteria, completed },
    })
    await checkIn(1)
    expect(course.published('completed', course.learner(1))?.score).to.equal(1)
    await mark(1, 'absent')
    expect(shown(1)?.score ?? null).to.equal(null)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect(course.published('completed', course.learner(1))?.score, 'of the level').to.equal(1)
    const { rungs } = await course.tool.app.learner(tutor, await course.personId(course.learner(1)))
    expect(rungs[0]).to.include({ state: 'earned', flagged: true })
  })

  it('leaves 0 where the gradebook cannot clear a score, and nothing for who never had one', async () => {
    await open({ behaviour: 'canvas' })
    await checkIn(1)
    expect(shown(1)?.score).to.equal(1)
    await mark(1, 'absent')
    await mark(2, 'absent')
    expect(shown(1)?.score).to.equal(0)
    expect(shown(2)).to.equal(null)
  })

  it('is done though the process ends between the gradebook and the record of it', async () => {
    await open()
    await checkIn(1)
    await mark(1, 'present')
    const { deps, engine, handlers, store } = course.tool
    // The one who works through the jobs is this test, until the next process takes them up.
    await engine.stop()
    const personId = await course.personId(course.learner(1))
    const marks = new Map([[personId, 'absent' as const]])
    await course.tool.app.attendance.saveRegister(tutor, session, { marks, note: null })
    const postedScores = {
      ...deps.store.postedScores,
      markCleared: async () => {
        throw new Error('the process ends here')
      },
    }
    const job = { courseId: course.courseId, activityId: session, personId }
    const failed = await postWork({ ...deps, store: { ...deps.store, postedScores } }, job).catch(
      (error: Error) => error.message,
    )
    expect(failed).to.equal('the process ends here')
    expect(await store.postedScores.orphaned(session, { personId, after: null, limit: 9 })).to.have.length(1)
    await engine.start(handlers)
    await course.settle()
    expect(await store.postedScores.orphaned(session, { personId, after: null, limit: 9 })).to.deep.equal([])
    expect(shown(1)?.score ?? null).to.equal(null)
  })

  it('may come in a file as well, and the undoing of a file that said somebody was there', async () => {
    await open()
    await checkIn(1)
    const imported = async (text: string) => {
      const { imports } = course.tool.app
      const bytes = Buffer.from(text)
      const id = await imports.upload(tutor, { name: 'Register.csv', bytes })
      const { record } = await imports.view(tutor, id, FIRST)
      const target = { activityId: session }
      await imports.setUp(tutor, id, { ...record.settings, meaning: 'attendance', target, minutes: null })
      const { plan } = await imports.view(tutor, id, FIRST)
      await imports.apply(tutor, id, plan?.shown ?? '')
      await course.settle()
      return id
    }
    course.clock.advance(1)
    const email = (n: number) => `student0${n}@example.test`
    const id = await imported(`Email,Status\n${email(1)},absent\n${email(2)},present\n`)
    expect([shown(1)?.score ?? null, shown(2)?.score]).to.deep.equal([null, 1])
    course.clock.advance(1)
    await course.tool.app.imports.undo(tutor, id)
    await course.settle()
    expect([shown(1)?.score, shown(2)?.score ?? null]).to.deep.equal([1, null])
  })
})
