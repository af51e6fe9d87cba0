import { expect } from 'chai'
import type { Visit } from '../../../src/app/contract.ts'
import { type Course, openCourse, refusal } from '../course.ts'

const EVERYBODY = { search: null, offset: 0, limit: 50 }
const TALK = 'Gave a talk to the group'

describe('what tutors confirm', () => {
  let course: Course
  let tutor: Visit
  let statementId: string
  beforeEach(async () => {
    course = await openCourse({ learners: 3 })
    await course.addLinks({ checkIns: ['Session'] })
    const administrator = await course.administrator()
    const { current } = await course.tool.app.criteria(administrator)
    await course.tool.app.saveCriteria(administrator, {
      basedOn: current.version,
      note: null,
      criteria: {
        ...current.criteria,
        completed: {
          award: 'automatic',
          criterion: {
            type: 'any',
            of: [
              { type: 'confirmed', statement: TALK },
              { type: 'attended', percent: 100 },
            ],
          },
        },
      },
    })
    tutor = await course.tutor()
    await course.visit(course.learner(1), { link: 'Session' })
    const [statement] = await course.tool.app.attendance.statements(tutor)
    statementId = statement?.id ?? ''
    expect(statement).to.deep.include({ text: TALK, levels: ['completed'] })
  })
  afterEach(() => course.close())

  const attendance = () => course.tool.app.attendance
  const id = (n: number) => course.personId(course.learner(n))
  const save = async (confirm: number[] | 'rest', takeBack: number[], note: string | null) => {
    const ids = (numbers: number[]) => Promise.all(numbers.map(id))
    const changed = await attendance().saveStatement(tutor, statementId, {
      confirm: confirm === 'rest' ? confirm : await ids(confirm),
      takeBack: await ids(takeBack),
      note,
    })
    await course.settle()
    return changed
  }
  const confirmed = async () => {
    const { rows, confirmed } = await attendance().statement(tutor, statementId, EVERYBODY)
    const subs = rows.filter(({ confirmation }) => confirmation).map(({ person }) => person.sub)
    expect(subs).to.have.length(confirmed)
    return subs
  }
  const actions = async (action: string) =>
    (await course.tool.store.audit.ofCourse(course.courseId, 100)).filter((line) => line.action === action)

  it('is confirmed for one, then for all who are left, and earns', async () => {
    expect(await save([1], [], 'In week 3')).to.equal(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect(await confirmed()).to.deep.equal([course.learner(1).id])
    expect(await save('rest', [], null)).to.equal(2)
    expect(await save('rest', [], null)).to.equal(0)
    expect(await save([1], [], 'Again')).to.equal(0)
    for (const n of [2, 3]) expect(await course.held(course.learner(n))).to.deep.equal(['completed'])
    const lines = await actions('statement.confirmed')
    expect(lines).to.have.length(3)
    expect(lines.at(-1)).to.deep.include({
      actorId: tutor.person?.id,
      subjectId: await id(1),
      reason: 'In week 3',
      detail: { statement: TALK },
    })
    const mine = await attendance().confirmations(tutor, await id(1))
    expect(mine.statements[0]?.confirmation).to.include({ note: 'In week 3', confirmedBy: tutor.person?.id })
  })

  it('is taken back with a reason; what it earned is flagged, never withdrawn by itself', async () => {
    await save([1], [], null)
    expect((await refusal(save([], [1], null))).code).to.equal('reason_missing')
    expect(await save([], [1], 'It was somebody else')).to.equal(1)
    expect(await confirmed()).to.deep.equal([])
    expect(await actions('statement.taken-back')).to.have.length(1)
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    const { rungs } = await course.tool.app.learner(tutor, await id(1))
    expect(rungs[0]).to.include({ flagged: true })
    expect(await save([], [1], 'Again')).to.equal(0)
  })

  it('is confirmed once, however many tutors do so at the same moment', async () => {
    const personIds = [await id(1), await id(2)]
    const change = { confirm: personIds, takeBack: [], note: null }
    const changed = await Promise.all(
      Array.from({ length: 5 }, () => attendance().saveStatement(tutor, statementId, change)),
    )
    await course.settle()
    expect(changed.reduce((sum, one) => sum + one, 0)).to.equal(2)
    expect(await actions('statement.confirmed')).to.have.length(2)
  })

  it('can be an equivalent course: attendance, in its own words, and nothing else', async () => {
    const elsewhere = { what: 'Summer school', takenOn: '2026-07-03' }
    await attendance().confirmEquivalent(tutor, await id(2), elsewhere)
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
    const view = await course.tool.app.learner(tutor, await id(2))
    const [said, attended] = view.rungs[0]?.progress?.evaluation.children ?? []
    expect(said?.outcome).to.equal('not-yet')
    expect(attended?.reason).to.include({
      code: 'attended-elsewhere',
      statement: 'Summer school',
      takenOn: '2026-07-03',
    })
    const [credential] = await course.credentials(course.learner(2))
    expect(credential?.narrative).to.equal('Attended an equivalent course, confirmed by a tutor.')
    expect((await refusal(attendance().confirmEquivalent(tutor, await id(2), elsewhere))).code).to.equal(
      'equivalent_known',
    )

    expect((await refusal(attendance().takeBackEquivalent(tutor, await id(2), ' '))).code).to.equal(
      'reason_missing',
    )
    await attendance().takeBackEquivalent(tutor, await id(2), 'Another person')
    expect((await attendance().confirmations(tutor, await id(2))).equivalent).to.equal(null)
    expect((await refusal(attendance().takeBackEquivalent(tutor, await id(2), 'Twice'))).code).to.equal(
      'equivalent_gone',
    )
    expect(await course.held(course.learner(2))).to.deep.equal(['completed'])
    const lines = [...(await actions('equivalent.confirmed')), ...(await actions('equivalent.taken-back'))]
    expect(lines.map(({ reason }) => reason)).to.deep.equal(['Summer school', 'Another person'])
  })

  it('is closed to learners, to strangers, and to people of other courses', async () => {
    const learner = await course.visit(course.learner(1))
    const change = { confirm: [await id(2)], takeBack: [], note: null }
    const elsewhere = { what: 'Summer school', takenOn: '2026-07-03' }
    expect((await refusal(attendance().saveStatement(learner, statementId, change))).code).to.equal(
      'not_allowed',
    )
    expect((await refusal(attendance().confirmEquivalent(learner, await id(1), elsewhere))).code).to.equal(
      'not_allowed',
    )
    expect((await refusal(attendance().confirmations(learner, await id(1)))).code).to.equal('not_allowed')

    const { vle, school } = course
    vle.addCourse({ id: '8', label: 'OTHER', title: 'Another course' })
    vle.enrol('8', '34', 'Instructor')
    const stranger = await course.visit(school.tutors[1], { courseId: '8' })
    expect((await refusal(attendance().statement(stranger, statementId, EVERYBODY))).code).to.equal(
      'statement_gone',
    )
    expect((await refusal(attendance().saveStatement(stranger, statementId, change))).code).to.equal(
      'statement_gone',
    )
    expect((await refusal(attendance().confirmEquivalent(stranger, await id(2), elsewhere))).code).to.equal(
      'learner_not_found',
    )
    expect((await refusal(attendance().confirmations(stranger, await id(2)))).code).to.equal(
      'learner_not_found',
    )
    const staff = { confirm: [tutor.person?.id ?? ''], takeBack: [], note: null }
    expect((await refusal(attendance().saveStatement(tutor, statementId, staff))).code).to.equal(
      'learner_not_found',
    )
    expect(await confirmed()).to.deep.equal([])
  })
})
