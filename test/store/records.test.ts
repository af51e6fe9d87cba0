import { expect } from 'chai'
import type { AuditLine, EvidenceRecord, RefreshRun, Session } from '../../src/app/model.ts'
import type { CourseCriteria } from '../../src/core/ladder.ts'
import { loginState, world } from './factories.ts'
import { onBoth } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'

onBoth('logins, sessions and tickets', (db) => {
  it('give a login to exactly one of many who take it', async () => {
    await db.store.lti.saveState(loginState('s1'))
    expect(await db.store.lti.peekState('s1')).to.deep.equal({ login: loginState('s1'), registration: null })
    const taken = await Promise.all(Array.from({ length: 20 }, () => db.store.lti.takeState('s1')))
    expect(taken.filter((state) => state !== null)).to.deep.equal([loginState('s1')])
    expect(await db.store.lti.peekState('s1')).to.equal(null)
  })

  it('give a ticket out once, and not after its time', async () => {
    await db.store.sessions.putTicket('t1', '{"a":1}', 2000)
    await db.store.sessions.putTicket('t2', '{}', 1000)
    const taken = await Promise.all(
      Array.from({ length: 10 }, () => db.store.sessions.takeTicket('t1', 1999)),
    )
    expect(taken.filter((payload) => payload !== null)).to.deep.equal(['{"a":1}'])
    expect(await db.store.sessions.takeTicket('t2', 1000)).to.equal(null)
  })

  it('find a session until it expires or ends, and sweep what is over', async () => {
    const { course, person } = await world(db.store)
    const session: Session = {
      id: 'session',
      secretHash: 'hash',
      csrf: 'csrf',
      courseId: course.id,
      personId: person('ann'),
      role: 'learner',
      launch: {
        messageType: 'LtiResourceLinkRequest',
        resourceLinkId: null,
        link: 'ladder',
        activityId: null,
        deepLinking: null,
        forUser: null,
        looking: null,
        frameOrigins: ['https://vle.test'],
        returnUrl: null,
      },
      locale: 'cy',
      expiresAt: '2026-11-23T12:00:00.000Z',
    }
    await db.store.sessions.create(session)
    expect(await db.store.sessions.find('session', AT)).to.deep.equal(session)
    expect(await db.store.sessions.find('session', session.expiresAt)).to.equal(null)
    expect((await db.store.sessions.visit('session', AT))?.session).to.deep.equal(session)
    expect(await db.store.sessions.visit('session', session.expiresAt)).to.equal(null)
    await db.store.sessions.create({ ...session, id: 'ended', personId: null })
    await db.store.sessions.end(['ended'])
    expect(await db.store.sessions.find('ended', AT)).to.equal(null)
    await db.store.sessions.sweep(0)
    await db.store.lti.saveState({ ...loginState('old'), expiresAt: 5 })
    expect(await db.store.sessions.sweep(10)).to.equal(1)
    expect(await db.store.sessions.find('session', AT)).to.deep.equal(session)
    expect(await db.store.sessions.sweep(Date.parse(session.expiresAt))).to.be.greaterThan(0)
    expect(await db.store.sessions.find('session', AT)).to.equal(null)
  })
})

onBoth('records of a course', (db) => {
  const criteria = { completed: { award: 'automatic' } } as unknown as CourseCriteria

  it('keep every version of the criteria, each saved once', async () => {
    const { course } = await world(db.store)
    const version = { courseId: course.id, version: 1, criteria, savedBy: null, savedAt: AT, note: null }
    expect(await db.store.criteria.current(course.id)).to.equal(null)
    const saved = await Promise.all(
      [1, 2, 3].map((by) => db.store.criteria.add({ ...version, note: `${by}` })),
    )
    expect(saved.filter(Boolean)).to.have.length(1)
    expect(await db.store.criteria.add({ ...version, version: 2, savedBy: 'ann' })).to.equal(true)
    expect(await db.store.criteria.current(course.id)).to.deep.equal({
      ...version,
      version: 2,
      savedBy: 'ann',
    })
    expect((await db.store.criteria.version(course.id, 1))?.version).to.equal(1)
    expect((await db.store.criteria.history(course.id)).map((each) => each.version)).to.deep.equal([2, 1])
    const other = await world(db.store)
    expect(await db.store.criteria.version(other.course.id, 1)).to.equal(null)
  })

  it('let one piece of evidence wait, and one person decide', async () => {
    const { course, person } = await world(db.store)
    const other = await world(db.store)
    const record: EvidenceRecord = {
      id: 'ev1',
      courseId: course.id,
      personId: person('ann'),
      state: 'submitted',
      ownPractice: 'mine',
      institution: 'ours',
      links: [],
      files: [],
      shared: [],
      stage: 'first',
      credentialId: null,
      submittedAt: AT,
      decidedAt: null,
      decidedBy: null,
      feedback: null,
    }
    expect(await db.store.work.submitEvidence(record)).to.equal(true)
    expect(await db.store.work.submitEvidence({ ...record, id: 'ev2' })).to.equal(false)
    const review = {
      evidenceId: 'ev1',
      stage: 'first',
      reviewerId: person('ben'),
      verdict: 'returned',
      feedback: 'more',
      judgements: [],
      at: AT,
    } as const
    const then = { state: 'returned', stage: 'first' } as const
    expect(await db.store.reviews.review(other.course.id, review, then)).to.equal(false)
    expect(await db.store.work.evidenceById(other.course.id, 'ev1')).to.equal(null)
    const decided = await Promise.all([1, 2].map(() => db.store.reviews.review(course.id, review, then)))
    expect(decided.filter(Boolean)).to.have.length(1)
    expect(await db.store.work.submitEvidence({ ...record, id: 'ev2' })).to.equal(true)
    expect(await db.store.work.evidence(course.id, person('ann'))).to.have.length(2)
    expect(await db.store.work.evidenceById(course.id, 'ev1')).to.deep.equal({
      ...record,
      state: 'returned',
      decidedBy: person('ben'),
      decidedAt: AT,
      feedback: 'more',
    })
  })

  it('keep a snapshot per source and a run per course', async () => {
    const { course } = await world(db.store)
    const entries = { ann: 'x', 'b"n': 'y' }
    const snapshot = { courseId: course.id, source: 'roster', entries, differences: null }
    const differences = { url: 'https://vle.test/members?since=1', wholeReadAt: AT }
    await db.store.snapshots.save([snapshot])
    await db.store.snapshots.save([{ ...snapshot, differences }])
    expect(await db.store.snapshots.ofCourse(course.id)).to.deep.equal(
      new Map([['roster', { ...snapshot, differences }]]),
    )
    const run: RefreshRun = {
      courseId: course.id,
      state: 'running',
      requestedAt: AT,
      startedAt: AT,
      succeededAt: null,
      done: 1,
      total: 2,
      error: null,
      errorDetail: null,
    }
    await db.store.refreshRuns.save(run)
    await db.store.refreshRuns.save({ ...run, done: 2 })
    expect(await db.store.refreshRuns.of(course.id)).to.deep.equal({ ...run, done: 2 })
  })

  it('read the audit newest first, of one course', async () => {
    const line: AuditLine = {
      at: AT,
      platformId: null,
      courseId: 'audited',
      actorId: null,
      action: 'credential.withdrawn',
      subjectId: 'p',
      reason: 'r',
      detail: { level: 'completed', count: 1, by: null },
    }
    await db.store.audit.append([line, { ...line, reason: 'second' }, { ...line, courseId: 'elsewhere' }])
    const lines = await db.store.audit.ofCourse('audited', 10)
    expect(lines).to.deep.equal([{ ...line, reason: 'second' }, line])
    expect(await db.store.audit.ofCourse('audited', 1)).to.have.length(1)
  })
})
