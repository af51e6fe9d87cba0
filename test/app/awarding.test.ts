import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { evaluateLearners } from '../../src/app/judging/evaluate-learners.ts'
import { hashIdentity, readPng, verifyBadge } from '../../src/openbadges/index.ts'
import { type Product, refusal, startProduct } from '../support/product.ts'

describe('awarding', () => {
  let product: Product
  let tutor: Visit
  let learner: Visit
  let personId: string

  beforeEach(async () => {
    product = await startProduct()
    tutor = await product.visit('33', 'instructor')
    learner = await product.visit('101', 'learner')
    personId = learner.person?.id ?? ''
    await product.tool.engine.idle()
  })
  afterEach(() => product.close())

  const credentials = () => product.tool.store.credentials.ofLearner(tutor.course.id, personId)
  const live = async () => (await credentials()).filter((row) => row.state === 'live').map((row) => row.level)

  /** Completed takes attendance and taking part; this makes both, and one piece of course work. */
  async function earn(): Promise<void> {
    const { tool, vle } = product
    const { app } = tool
    await app.addColumn(tutor, { title: 'Session', kind: 'attendance', source: 'column', maximum: 1 })
    await app.addColumn(tutor, { title: 'Forum', kind: 'participation', source: 'column', maximum: 10 })
    await app.addColumn(tutor, { title: 'Essay', kind: 'coursework', source: 'column', maximum: 10 })
    for (const column of vle.columns('2')) vle.grade(column.id, '101', 1)
    await app.requestRefresh(tutor)
    await tool.engine.idle()
  }

  it('happens once, however many judge at the same time', async () => {
    await product.tool.app.awardByHand(tutor, personId, 'completed', 'An equivalent course')
    await earn()
    const { deps } = product.tool
    await Promise.all(Array.from({ length: 20 }, () => evaluateLearners(deps, tutor.course.id, [personId])))
    expect((await credentials()).map((row) => row.level)).to.deep.equal(['completed', 'demonstrated'])
  })

  it('puts one score a level into the gradebook, and none into a column that people grade', async () => {
    await earn()
    const { vle } = product
    const scores = vle.log.count({ service: 'scores', status: 200 })
    expect(scores).to.equal(2)
    for (const title of ['Session', 'Forum', 'Essay']) {
      const column = vle.columns('2').find((item) => item.label === title)
      expect(vle.gradeOf(column?.id ?? '', '101')?.by, title).not.to.equal('tool')
    }
    const shown = vle.columns('2').filter((column) => column.tag === 'credential-ladder-level')
    for (const column of shown) {
      expect(vle.gradeOf(column.id, '101')?.comment).to.match(/\/credentials\//)
    }
  })

  it('by hand needs a reason and the level below', async () => {
    const { app } = product.tool
    expect(await refusal(app.awardByHand(tutor, personId, 'completed', '  '))).to.equal('reason_missing')
    expect(await refusal(app.awardByHand(tutor, personId, 'demonstrated', 'Good'))).to.equal(
      'lower_level_missing',
    )
    await app.awardByHand(tutor, personId, 'completed', 'Seen at the spring course')
    expect(await refusal(app.awardByHand(tutor, personId, 'completed', 'Again'))).to.equal('already_held')
    const [row] = await credentials()
    expect(row?.document).not.to.contain('spring')
  })

  it('survives a grade that falls: the tutor is told and decides', async () => {
    await earn()
    const { vle, tool } = product
    const forum = vle.columns('2').find((column) => column.label === 'Forum')
    vle.clearGrade(forum?.id ?? '', '101')
    await tool.app.requestRefresh(tutor)
    await tool.engine.idle()
    expect(await live()).to.deep.equal(['completed', 'demonstrated'])
    expect((await tool.store.progress.of(tutor.course.id, personId))?.flagged).to.deep.equal(['completed'])
  })

  it('is taken back with every level above, shows everywhere, and is not given again by rule', async () => {
    await earn()
    const { app } = product.tool
    const [completed] = await credentials()
    await app.withdraw(tutor, personId, 'completed', 'Was somebody else')
    await evaluateLearners(product.tool.deps, tutor.course.id, null)
    expect(await live()).to.deep.equal([])

    const id = completed?.id ?? ''
    expect((await app.credentials.page(id)).status).to.equal('withdrawn')
    const assertion = await app.credentials.assertion(id)
    expect(assertion.gone).to.equal(true)
    expect(JSON.stringify(assertion.document)).not.to.contain('somebody else')
    expect(await product.tool.store.credentials.revokedIndexes(completed?.statusListId ?? '')).to.have.length(
      2,
    )
  })

  it('leaves an audit line with who, what and why', async () => {
    await product.tool.app.awardByHand(tutor, personId, 'completed', 'Seen there')
    const [line] = await product.tool.store.audit.ofCourse(tutor.course.id, 10)
    expect(line).to.include({
      action: 'credential.awarded',
      actorId: tutor.person?.id,
      subjectId: personId,
      reason: 'Seen there',
    })
  })

  it('makes a badge that verifies, for the right person, with no name or email in it', async () => {
    await earn()
    const { app, deps, store } = product.tool
    const [row] = await credentials()
    const png = await app.credentials.png(row?.id ?? '')
    const { ob3, ob2 } = readPng(png)
    const user = product.vle.user('101')
    for (const text of [ob3, ob2]) {
      expect(text).to.contain(hashIdentity(user?.email ?? '', row?.salt ?? ''))
      for (const personal of [user?.email, user?.familyName, user?.sourcedId])
        expect(text).not.to.contain(personal)
    }
    const issuer = await store.issuers.byId(row ? deps.defaultIssuerId : '')
    const trustedKeys = new Map([
      [`${deps.toolUrl}/issuers/${issuer?.id}`, await deps.issuerKeys.published(deps.defaultIssuerId)],
    ])
    const statusList = await app.credentials.statusList(row?.statusListId ?? '')
    const fetch = async () =>
      new Response(JSON.stringify(statusList), { headers: { 'content-type': 'application/json' } })
    const report = await verifyBadge(png, {
      fetch,
      clock: Date.now,
      trustedKeys,
      recipient: user?.email ?? '',
    })
    expect(report.checks.filter((check) => check.outcome !== 'pass')).to.deep.equal([])
    expect(report.verdict).to.equal('valid')
  })
})
