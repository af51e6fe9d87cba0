import { expect } from 'chai'
import type { DecisionKind } from '../../src/app/contract/awards.ts'
import { type Course, openCourse, refusal, TAKING_PART } from './course.ts'

type Level = 'completed' | 'demonstrated'

/** Asks for a tutor's approval of Completed from now on. */
async function askForApproval({ tool, administrator }: Course): Promise<void> {
  const visit = await administrator()
  const { current } = await tool.app.criteria(visit)
  const { completed } = current.criteria
  await tool.app.saveCriteria(visit, {
    basedOn: current.version,
    note: null,
    criteria: { ...current.criteria, completed: { ...completed, award: 'approval' } },
  })
}

describe('decisions for several learners at once', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
  })
  afterEach(() => course.close())

  const decisionOn = async (
    kind: DecisionKind,
    level: Level,
    learners: readonly number[],
    withBelow = false,
  ) => ({
    kind,
    withBelow,
    targets: await Promise.all(
      learners.map(async (n) => ({ personId: await course.personId(course.learner(n)), level })),
    ),
  })
  const decide = async (
    kind: DecisionKind,
    level: Level,
    learners: readonly number[],
    { reason = 'Seen', withBelow = false } = {},
  ) =>
    course.tool.app.awards.decide(
      await course.tutor(),
      await decisionOn(kind, level, learners, withBelow),
      reason,
    )
  const held = (n: number) => course.held(course.learner(n))
  const lines = async (action: string) =>
    (await course.tool.store.audit.ofCourse(course.courseId, 100)).filter((one) => one.action === action)

  it('leave out, with the reason, whoever cannot get the level, and award the others', async () => {
    await course.earn(course.learner(1), 'completed')
    await course.earn(course.learner(2), 'completed', 'demonstrated')
    const outcomes = await decide('award', 'demonstrated', [1, 2, 3])
    expect(outcomes.map(({ levels, refusal }) => [levels, refusal])).to.deep.equal([
      [['demonstrated'], null],
      [[], { code: 'already_held', level: 'demonstrated' }],
      [[], { code: 'lower_level_missing', level: 'completed' }],
    ])
    expect(await Promise.all([1, 2, 3].map(held))).to.deep.equal([
      ['completed', 'demonstrated'],
      ['completed', 'demonstrated'],
      [],
    ])
    const byHand = (await lines('credential.awarded')).filter(({ actorId }) => actorId !== null)
    expect(byHand.map(({ reason }) => reason)).to.deep.equal(['Seen'])
  })

  it('bring the levels below along where that is asked for', async () => {
    await decide('award', 'demonstrated', [1, 2], { withBelow: true })
    for (const n of [1, 2]) expect(await held(n)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('say first what they would do, and write nothing', async () => {
    const preview = async (kind: DecisionKind, level: Level, withBelow = false) => {
      const decision = await decisionOn(kind, level, [1], withBelow)
      const [outcome] = await course.tool.app.awards.preview(await course.tutor(), decision)
      return outcome?.levels
    }
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    expect(await preview('withdraw', 'completed')).to.deep.equal(['completed', 'demonstrated'])
    expect(await preview('withdraw', 'demonstrated')).to.deep.equal(['demonstrated'])
    expect(await held(1)).to.have.length(2)
  })

  it('need a reason, learners of the course, and somebody to decide on', async () => {
    expect(await refusal(decide('award', 'completed', [1], { reason: ' ' }))).to.include({
      code: 'reason_missing',
      status: 400,
    })
    expect(await refusal(decide('withdraw', 'completed', [1, 2]))).to.include({
      code: 'nothing_to_decide',
      status: 409,
    })
    const { app } = course.tool
    const tutor = await course.tutor()
    const targets = [{ personId: tutor.person?.id ?? '', level: 'completed' as const }]
    const decision = { kind: 'award', withBelow: false, targets } as const
    expect(await refusal(app.awards.decide(tutor, decision, 'Me'))).to.include({ code: 'learner_not_found' })
    const learner = await course.visit(course.learner(1))
    for (const tried of [
      app.awards.preview(learner, decision),
      app.awards.decide(learner, decision, 'Me'),
      app.awards.undo(learner, learner.person?.id ?? '', 'completed'),
    ])
      expect(await refusal(tried)).to.include({ code: 'not_allowed', status: 403 })
  })

  it('approve what the criteria propose, in the words of what was done', async () => {
    await askForApproval(course)
    for (const n of [1, 2]) course.grade(TAKING_PART, course.learner(n), 9)
    await course.refresh(course.courseId)
    expect(await held(1)).to.deep.equal([])
    const view = await course.tool.app.progress(await course.tutor(), {
      search: null,
      holds: null,
      attention: 'proposed',
      offset: 0,
      limit: 50,
    })
    expect([view.counts.proposed, view.listing.total]).to.deep.equal([2, 2])
    const outcomes = await decide('approve', 'completed', [1, 3], { reason: '' })
    expect(outcomes.map(({ refusal }) => refusal?.code ?? null)).to.deep.equal([null, 'not_proposed'])
    const [credential] = await course.credentials(course.learner(1))
    expect(credential?.narrative).to.contain(TAKING_PART)
    expect(credential?.awardedBy).to.equal((await course.tutor()).person?.id)
    expect(await held(2), 'the other still waits').to.deep.equal([])
  })

  it('decline a proposal until the criteria are others', async () => {
    await askForApproval(course)
    course.grade(TAKING_PART, course.learner(1), 9)
    await course.refresh(course.courseId)
    await decide('decline', 'completed', [1], { reason: 'Was somebody else' })
    expect(await refusal(decide('approve', 'completed', [1]))).to.include({ code: 'nothing_to_decide' })
    const rung = async () => (await course.tool.app.ladder(await course.visit(course.learner(1)))).rungs[0]
    expect(await rung()).to.include({ proposed: false })
    expect((await rung())?.ruling).to.include({ ruling: 'declined', reason: 'Was somebody else' })
    const [line] = await lines('proposal.declined')
    expect(line).to.include({ reason: 'Was somebody else' })
    await askForApproval(course)
    await course.settle()
    expect(await rung()).to.include({ proposed: true, ruling: null })
  })

  it('keep an award that is no longer met, which nobody is asked about again', async () => {
    await course.earn(course.learner(1), 'completed')
    course.grade(TAKING_PART, course.learner(1), 0)
    course.vle.clearGrade(course.column(TAKING_PART).id, course.learner(1).id)
    await course.refresh(course.courseId)
    const flagged = async () => (await course.tool.store.progress.counts(course.courseId)).flagged
    expect(await flagged()).to.equal(1)
    await decide('keep', 'completed', [1], { reason: 'A slip in the gradebook' })
    await course.settle()
    expect(await flagged()).to.equal(0)
    expect(await held(1)).to.deep.equal(['completed'])
    expect(await lines('credential.kept')).to.have.length(1)
    expect(await refusal(decide('keep', 'completed', [1]))).to.include({ code: 'nothing_to_decide' })
  })

  it('do not ask at once about what was awarded by hand against the criteria', async () => {
    await decide('award', 'completed', [1])
    await course.settle()
    expect((await course.tool.store.progress.counts(course.courseId)).flagged).to.equal(0)
  })

  it('cost the same number of statements for five learners as for one', async () => {
    const all: unknown[] = []
    await course.close()
    course = await openCourse({ onStatement: (statement) => all.push(statement) })
    const tutor = await course.tutor()
    const cost = async (learners: readonly number[]) => {
      const decision = await decisionOn('award', 'completed', learners)
      await course.settle()
      all.length = 0
      await course.tool.app.awards.preview(tutor, decision)
      return all.length
    }
    expect(await cost([1, 2, 3, 4, 5])).to.equal(await cost([1]))
  })
})

describe('an award that may still be undone', () => {
  let course: Course
  beforeEach(async () => {
    course = await openCourse()
    await course.tool.store.settings.save(course.courseId, { publishAfterMinutes: 60 }, null, '2026-11-02')
  })
  afterEach(() => course.close())

  const undo = async (level: Level) =>
    course.tool.app.awards.undo(await course.tutor(), await course.personId(course.learner(1)), level)
  const score = () => course.published('completed', course.learner(1))?.score ?? null
  const rungOf = async (n: number) =>
    (await course.tool.app.learner(await course.tutor(), await course.personId(course.learner(n)))).rungs[0]

  it('is not in the gradebook before its time, and is there in its time', async () => {
    await course.earn(course.learner(1), 'completed')
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
    expect(score()).to.equal(null)
    expect((await rungOf(1))?.undoableUntil).to.equal('2026-11-02T10:00:00.000Z')
    course.clock.advance(59)
    await course.refresh(course.courseId)
    expect(score()).to.equal(null)
    course.clock.advance(2)
    await course.settle()
    expect(score()).to.equal(1)
    expect((await rungOf(1))?.undoableUntil).to.equal(null)
    expect(await refusal(undo('completed'))).to.include({ code: 'undo_over', status: 409 })
  })

  it('does not hold up, nor is hastened by, the others', async () => {
    await course.earn(course.learner(1), 'completed')
    course.clock.advance(40)
    await course.earn(course.learner(2), 'completed')
    course.clock.advance(21)
    await course.settle()
    expect(score()).to.equal(1)
    expect(course.published('completed', course.learner(2))).to.equal(null)
    course.clock.advance(40)
    await course.settle()
    expect(course.published('completed', course.learner(2))?.score).to.equal(1)
  })

  it('never comes into the gradebook once it is undone, and its page and the status list say so', async () => {
    await course.earn(course.learner(1), 'completed', 'demonstrated')
    await undo('completed')
    course.clock.advance(120)
    await course.refresh(course.courseId)
    expect(score()).to.equal(null)
    expect(await course.held(course.learner(1))).to.deep.equal([])
    const rows = await course.credentials(course.learner(1))
    expect(rows.map(({ state, undone, offeredAt }) => [state, undone, offeredAt])).to.deep.equal([
      ['withdrawn', 'barred', null],
      ['withdrawn', 'open', null],
    ])
    const { credentials } = course.tool.app
    expect(await credentials.page(rows[0]?.id ?? '')).to.deep.include({ status: 'withdrawn' })
    expect((await credentials.assertion(rows[0]?.id ?? '')).gone).to.equal(true)
    const lines = await course.tool.store.audit.ofCourse(course.courseId, 50)
    expect(lines.filter(({ action }) => action === 'credential.undone')).to.have.length(2)
  })

  it('which the criteria made is not made again by them', async () => {
    await course.earn(course.learner(1), 'completed')
    await undo('completed')
    await course.refresh(course.courseId)
    await course.settle()
    expect(await course.held(course.learner(1))).to.deep.equal([])
    expect((await rungOf(1))?.state).to.equal('withdrawn')
  })

  it('which a person made by mistake may be earned as if it had never been', async () => {
    const id = await course.personId(course.learner(1))
    await course.tool.app.awardByHand(await course.tutor(), id, 'completed', 'The wrong name')
    await undo('completed')
    expect((await rungOf(1))?.state).to.equal('in-progress')
    await course.earn(course.learner(1), 'completed')
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('is refused where the publishing job was quicker', async () => {
    await course.earn(course.learner(1), 'completed')
    const [row] = await course.credentials(course.learner(1))
    await course.tool.store.credentials.offer([row?.id ?? ''], '2026-11-02T09:30:00.000Z')
    expect(await refusal(undo('completed'))).to.include({ code: 'undo_over' })
    expect(await course.held(course.learner(1))).to.deep.equal(['completed'])
  })

  it('is for the time that the course sets: without one nothing can be undone', async () => {
    await course.tool.store.settings.save(course.courseId, { publishAfterMinutes: 0 }, null, '2026-11-02')
    await course.earn(course.learner(1), 'completed')
    expect(await refusal(undo('completed'))).to.include({ code: 'undo_over' })
    expect(await refusal(undo('demonstrated'))).to.include({ code: 'not_held' })
  })
})

for (const behaviour of ['moodle', 'canvas'] as const) {
  describe(`the score of a withdrawn credential in ${behaviour}`, () => {
    let course: Course
    before(async () => {
      course = await openCourse({ behaviour })
      await course.earn(course.learner(1), 'completed')
      await course.earn(course.learner(2), 'completed')
    })
    after(() => course.close())

    const shown = (n: number) => course.published('completed', course.learner(n))?.score ?? null
    const scores = () => course.vle.log.count({ service: 'scores' })
    const withdraw = async (n: number) =>
      course.tool.app.withdraw(
        await course.tutor(),
        await course.personId(course.learner(n)),
        'completed',
        'Was somebody else',
      )
    const taken = behaviour === 'canvas' ? 0 : null

    it('leaves the gradebook at once, even where it was given a moment ago, and nobody else’s does', async () => {
      expect(shown(1)).to.equal(1)
      const before = scores()
      await withdraw(1)
      await course.settle()
      expect(shown(1)).to.equal(taken)
      expect(shown(2)).to.equal(1)
      await course.refresh(course.courseId)
      expect(scores() - before, 'one score is posted for it, once').to.equal(1)
      expect((await course.credentials(course.learner(1)))[0]?.retractedAt).to.be.a('string')
    })

    it('comes back when a person awards the level again, in the same second', async () => {
      const id = await course.personId(course.learner(1))
      await course.tool.app.awardByHand(await course.tutor(), id, 'completed', 'It was her')
      await course.settle()
      expect(shown(1)).to.equal(1)
    })

    it('leaves it later where the VLE is away', async () => {
      course.vle.faults.scoresStatus = 503
      await withdraw(2)
      await course.settle()
      expect(shown(2)).to.equal(1)
      course.vle.faults.scoresStatus = null
      course.clock.advance(5)
      await course.settle()
      expect(shown(2)).to.equal(taken)
    })
  })
}
