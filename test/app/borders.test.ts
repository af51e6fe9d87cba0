import { expect } from 'chai'
import type { Visit } from '../../src/app/contract.ts'
import { type Product, refusal, startProduct } from '../support/product.ts'
import { addSmallCourse } from '../vle/fixtures.ts'

describe('the border between two courses', () => {
  let product: Product
  let tutor: Visit
  let administrator: Visit
  let stranger: { personId: string; activityId: string; evidenceId: string }

  before(async () => {
    product = await startProduct()
    const { tool, vle } = product
    // The other course has a learner of its own, who has done something there.
    addSmallCourse(vle, { id: '7', learners: 4 })
    vle.unenrol('2', '104')
    const other = { context: { id: '7', label: null, title: 'Another course' } }
    const theirTutor = await product.visit('34', 'instructor', other)
    const activity = await tool.app.addColumn(theirTutor, {
      title: 'Theirs',
      kind: null,
      source: 'column',
      maximum: 10,
    })
    const learner = await product.visit('104', 'learner', other)
    for (const level of ['completed', 'demonstrated'] as const) {
      await tool.app.awardByHand(theirTutor, learner.person?.id ?? '', level, 'Was there')
    }
    await tool.app.submitEvidence(learner, { ownPractice: 'Something changed', institution: null })
    const [evidence] = await tool.store.work.evidence(learner.course.id, learner.person?.id ?? '')
    stranger = { personId: learner.person?.id ?? '', activityId: activity.id, evidenceId: evidence?.id ?? '' }
    tutor = await product.visit('33', 'instructor')
    administrator = await product.visit('90', 'administrator')
    await tool.engine.idle()
  })
  after(() => product.close())

  it('hides the other course’s learner from a tutor', async () => {
    expect(await refusal(product.tool.app.learner(tutor, stranger.personId))).to.equal('learner_not_found')
  })
  it('lets nobody award or withdraw across it', async () => {
    const { app } = product.tool
    expect(await refusal(app.awardByHand(tutor, stranger.personId, 'completed', 'Why not'))).to.equal(
      'learner_not_found',
    )
    expect(await refusal(app.withdraw(tutor, stranger.personId, 'completed', 'Why not'))).to.equal('not_held')
  })
  it('lets nobody decide on evidence across it', async () => {
    const decision = { state: 'accepted' as const, feedback: null }
    expect(await refusal(product.tool.app.decideEvidence(tutor, stranger.evidenceId, decision))).to.equal(
      'evidence_not_found',
    )
  })
  it('lets nobody map an activity across it, not even an administrator', async () => {
    const kinds = new Map([[stranger.activityId, 'attendance' as const]])
    expect(await refusal(product.tool.app.setKinds(administrator, kinds))).to.equal('activity_gone')
  })
  it('lists only the learners of the course', async () => {
    const { listing } = await product.tool.app.progress(tutor, {
      search: null,
      holds: null,
      attention: null,
      offset: 0,
      limit: 50,
    })
    expect(listing.rows.map((row) => row.person.id)).not.to.include(stranger.personId)
  })
  it('takes nobody in by a link that names the other course’s activity', async () => {
    const custom = { ladder_link: 'coursework', ladder_activity: stranger.activityId }
    const visit = await product.visit('101', 'learner', { custom })
    expect(await refusal(product.tool.app.submitCoursework(visit, { text: 'Mine', url: null }))).to.equal(
      'activity_gone',
    )
  })
})

describe('who may do what', () => {
  let product: Product
  let learner: Visit
  let tutor: Visit

  before(async () => {
    product = await startProduct()
    learner = await product.visit('101', 'learner')
    tutor = await product.visit('33', 'instructor')
    await product.tool.engine.idle()
  })
  after(() => product.close())

  it('keeps learners from everything that tutors do', async () => {
    const { app } = product.tool
    const query = { search: null, holds: null, attention: null, offset: 0, limit: 50 } as const
    const own = learner.person?.id ?? ''
    const tried = [
      app.progress(learner, query),
      app.learner(learner, own),
      app.awardByHand(learner, own, 'completed', 'I was there'),
      app.withdraw(learner, own, 'completed', 'No'),
      app.decideEvidence(learner, 'any', { state: 'accepted', feedback: null }),
      app.criteria(learner),
      app.setKinds(learner, new Map()),
      app.addColumn(learner, { title: 'Mine', kind: null, source: 'column', maximum: 1 }),
      app.deepLink(learner, {
        ladder: true,
        checkIns: 0,
        checkInTitle: '',
        coursework: false,
        courseworkTitle: '',
        courseworkKind: 'coursework',
      }),
    ]
    expect(await Promise.all(tried.map(refusal))).to.deep.equal(tried.map(() => 'not_allowed'))
  })

  it('keeps tutors from saving criteria', async () => {
    const { current } = await product.tool.app.criteria(tutor)
    const change = { basedOn: current.version, criteria: current.criteria, note: null }
    expect(await refusal(product.tool.app.saveCriteria(tutor, change))).to.equal('not_allowed')
  })

  it('lets an anonymous launch look, and do nothing', async () => {
    const { app } = product.tool
    const nobody = await product.visit(null, 'learner')
    expect(nobody.person).to.equal(null)
    expect(await refusal(app.submitEvidence(nobody, { ownPractice: 'x', institution: null }))).to.equal(
      'anonymous',
    )
  })

  it('makes no learner of a tutor who looks as one', async () => {
    await product.visit('33', 'learner')
    const enrolment = await product.tool.store.people.enrolment(tutor.course.id, tutor.person?.id ?? '')
    expect(enrolment?.role).to.equal('tutor')
  })

  it('opens a session to its own secret alone', async () => {
    const { app } = product.tool
    const first = await app.launch(product.launch('101', 'learner'))
    const second = await app.launch(product.launch('102', 'learner'))
    expect(await refusal(app.visit(first.id, second.secret))).to.equal('session_expired')
    expect(await refusal(app.visit('nobody', first.secret))).to.equal('session_expired')
  })

  it('uses a ticket for the new window once', async () => {
    const { app } = product.tool
    const ticket = await app.keepLaunch(product.launch('101', 'learner'))
    const answers = await Promise.all([refusal(app.openKept(ticket)), refusal(app.openKept(ticket))])
    expect(answers.sort()).to.deep.equal(['nothing was refused', 'ticket_used'])
  })
})
