import { expect } from 'chai'
import type { CheckInSession, ConfirmationRecord } from '../../src/app/model.ts'
import { activity, member, world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'
const PAGE = { search: null, offset: 0, limit: 10 }

onBoth('attendance', (db) => {
  const here = async (subs?: string[]) => {
    const { course, person } = await world(db.store, subs)
    const week = activity(course.id)
    await db.store.activities.insert([week])
    const record = { activityId: week.id, completed: true, score: null, maximum: null, observedAt: AT }
    return { course, person, week, record }
  }

  it('keeps when a check-in is open, refuses a window that ends before it begins, and one of another course', async () => {
    const { course, week } = await here()
    const session: CheckInSession = {
      courseId: course.id,
      activityId: week.id,
      opensAt: '2026-11-23T10:00:00.000Z',
      closesAt: '2026-11-23T11:00:00.000Z',
      code: 'K7M2QX',
      address: null,
    }
    const { checkIns } = db.store
    expect(await checkIns.of(course.id, week.id)).to.equal(null)
    await checkIns.save(session)
    await checkIns.save({ ...session, closesAt: null })
    expect(await checkIns.of(course.id, week.id)).to.deep.equal({ ...session, closesAt: null })
    await rejection(checkIns.save({ ...session, closesAt: session.opensAt }))
    const other = await here()
    await checkIns.save({ ...session, courseId: other.course.id, activityId: other.week.id })
    await rejection(checkIns.save({ ...session, courseId: course.id, activityId: other.week.id }))
    expect(await checkIns.of(other.course.id, week.id)).to.equal(null)
  })

  it('takes so many tries at a code and no more, however many come at once, until they are forgotten', async () => {
    const { person, week } = await here()
    const tries = (who: string, now: number) =>
      db.store.checkIns.tryCode(week.id, person(who), { now, forget: now - 600, most: 5 })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => tries('ann', 1_000 + at)))
    expect(answers.filter((since) => since === null)).to.have.length(5)
    const [since] = answers.filter((answer) => answer !== null)
    expect(since).to.be.within(1_000, 1_019)
    expect(await tries('ben', 1_020)).to.equal(null)
    expect(await tries('ann', 1_500)).to.equal(since)
    expect(await tries('ann', 1_700)).to.equal(null)
    expect(await tries('ann', 1_701)).to.equal(null)
  })

  it('lists learners by name with their records: who was searched for, page by page, nobody who left or teaches', async () => {
    const { course, person, week, record } = await here(['ann', 'ben', 'cat', 'dan', 'tess'])
    await db.store.people.saveRoster(course, [
      member('dan', { active: false }),
      member('tess', { role: 'tutor' }),
    ])
    await db.store.participation.saveChanged(course.id, [
      { ...record, personId: person('ann'), origin: 'learner' },
      {
        ...record,
        personId: person('ben'),
        standing: 'late',
        origin: 'register',
        recordedBy: person('tess'),
      },
      { ...record, personId: person('dan') },
    ])
    const { registers } = db.store
    const all = await registers.list(course.id, week.id, PAGE)
    expect(all.total).to.equal(3)
    expect(all.rows.map(({ person, record }) => [person.sub, record])).to.deep.equal([
      ['ann', { completed: true, standing: null, observedAt: AT, origin: 'learner', recordedBy: null }],
      [
        'ben',
        { completed: true, standing: 'late', observedAt: AT, origin: 'register', recordedBy: person('tess') },
      ],
      ['cat', null],
    ])
    const second = await registers.list(course.id, week.id, { search: null, offset: 1, limit: 1 })
    expect([second.total, second.rows.map((row) => row.person.sub)]).to.deep.equal([3, ['ben']])
    const found = await registers.list(course.id, week.id, { ...PAGE, search: 'NAME C' })
    expect([found.total, found.rows.map((row) => row.person.sub)]).to.deep.equal([1, ['cat']])
    expect(await registers.counts(course.id, week.id)).to.have.deep.members([
      { completed: true, standing: null, learners: 1 },
      { completed: true, standing: 'late', learners: 1 },
    ])
    expect(await registers.unmarked(course.id, week.id)).to.deep.equal([person('cat')])
    expect([
      ...(await registers.records(course.id, week.id, [person('ben'), person('cat')])).keys(),
    ]).to.deep.equal([person('ben')])
    const rest = ['ann', 'cat'].map((sub) => ({ ...record, personId: person(sub), completed: false }))
    expect(await registers.fill(course.id, rest)).to.deep.equal([person('cat')])
    const other = await here()
    expect(await registers.records(other.course.id, week.id, [person('ben')])).to.have.property('size', 0)
    expect(
      (await registers.list(other.course.id, week.id, PAGE)).rows.map(({ record }) => record),
    ).to.deep.equal([null, null])
  })

  it('lets a register stand over a later check-in, and a check-in over nothing', async () => {
    const { course, person, week, record } = await here()
    const absent = { ...record, personId: person('ann'), completed: false, origin: 'register' as const }
    await db.store.participation.saveChanged(course.id, [absent])
    const came = { ...record, personId: person('ann'), origin: 'learner' as const }
    expect(await db.store.participation.saveFirst(course.id, came)).to.equal(false)
    expect(await db.store.participation.saveFirst(course.id, { ...came, personId: person('ben') })).to.equal(
      true,
    )
    const records = await db.store.registers.records(course.id, week.id, [person('ann'), person('ben')])
    expect(records.get(person('ann'))).to.include({ completed: false, origin: 'register' })
    expect(records.get(person('ben'))).to.include({ completed: true, origin: 'learner' })
  })

  it('keeps the first word on a statement, an equivalent course beside it, and takes back what is there', async () => {
    const { course, person } = await here()
    const word = (sub: string, change: Partial<ConfirmationRecord> = {}): ConfirmationRecord => ({
      courseId: course.id,
      personId: person(sub),
      statement: 'Gave a talk',
      confirmedAt: AT,
      confirmedBy: person('ben'),
      note: null,
      takenOn: null,
      ...change,
    })
    const { confirmations } = db.store
    expect(await confirmations.add([word('ann')])).to.deep.equal([person('ann')])
    expect(await confirmations.add([word('ann', { note: 'again' }), word('ben')])).to.deep.equal([
      person('ben'),
    ])
    const elsewhere = word('ann', { statement: '', note: 'Summer school', takenOn: '2026-07-03' })
    await confirmations.add([elsewhere])
    expect(await confirmations.ofLearner(course.id, person('ann'))).to.have.deep.members([
      word('ann'),
      elsewhere,
    ])
    const facts = (await db.store.participation.facts(course.id, [person('ann')])).get(person('ann'))
    expect(facts?.confirmations).to.have.deep.members([
      { statement: 'Gave a talk', confirmedAt: AT },
      { statement: '', confirmedAt: AT, equivalent: { what: 'Summer school', takenOn: '2026-07-03' } },
    ])
    const { rows } = await confirmations.list(course.id, 'Gave a talk', { ...PAGE, search: 'ann' })
    expect(rows.map(({ confirmation }) => confirmation)).to.deep.equal([word('ann')])
    expect(await confirmations.unconfirmed(course.id, '')).to.deep.equal([person('ben')])
    const both = [person('ann'), person('ben')]
    expect(await confirmations.remove(course.id, '', both)).to.deep.equal([person('ann')])
    expect(await confirmations.remove(course.id, 'Gave a talk', both)).to.have.members(both)
    expect(await confirmations.ofLearner(course.id, person('ann'))).to.deep.equal([])
    await rejection(confirmations.add([word('ann', { takenOn: '2026-07-03' })]))
    await rejection(confirmations.add([word('ann', { statement: '' })]))
  })
})
