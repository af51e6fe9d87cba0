import { expect } from 'chai'
import type { ParticipationOf } from '../../src/app/ports.ts'
import { activity, member, world } from './factories.ts'
import { onBoth, rejection } from './support.ts'

const AT = '2026-11-23T10:00:00.000Z'

onBoth('participation', (db) => {
  const row = (
    activityId: string,
    personId: string,
    change: Partial<ParticipationOf> = {},
  ): ParticipationOf => ({
    activityId,
    personId,
    completed: true,
    score: null,
    maximum: null,
    observedAt: AT,
    ...change,
  })

  it('answers the people whose row changed, and nobody when nothing did', async () => {
    const { course, person } = await world(db.store)
    const week = activity(course.id)
    await db.store.activities.insert([week])
    const rows = [row(week.id, person('ann')), row(week.id, person('ben'), { score: 4, maximum: 5 })]
    expect(await db.store.participation.saveChanged(course.id, rows)).to.have.members([
      person('ann'),
      person('ben'),
    ])
    expect(await db.store.participation.saveChanged(course.id, rows)).to.deep.equal([])
    const changed = [rows[0] ?? row('', ''), row(week.id, person('ben'), { score: 5, maximum: 5 })]
    expect(await db.store.participation.saveChanged(course.id, changed)).to.deep.equal([person('ben')])
  })

  it('gives scores back to the last bit', async () => {
    const { course, person } = await world(db.store)
    const scores = [0.1 + 0.2, 200 / 3, 1e21, 5e-324, 0, -0.5, 1 / 3, 2 ** 53 - 1, 33.333333333333336]
    const weeks = scores.map((_, position) => activity(course.id, { position }))
    await db.store.activities.insert(weeks)
    const rows = weeks.map(({ id }, index) =>
      row(id, person('ann'), { score: scores[index] ?? 0, maximum: 100 }),
    )
    await db.store.participation.saveChanged(course.id, rows)
    const facts = (await db.store.participation.facts(course.id, [person('ann')])).get(person('ann'))
    const back = weeks.map(
      ({ id }) => facts?.participation.find(({ activityId }) => activityId === id)?.score,
    )
    expect(back).to.deep.equal(scores)
  })

  it('tells who completed an activity, page by page or one alone', async () => {
    const { course, person } = await world(db.store, ['ann', 'ben', 'cat'])
    const [week, other] = [activity(course.id), activity(course.id, { position: 1 })]
    await db.store.activities.insert([week, other])
    await db.store.participation.saveChanged(course.id, [
      row(week.id, person('ann')),
      row(week.id, person('ben'), { completed: false }),
      row(week.id, person('cat')),
      row(other.id, person('ben')),
    ])
    const subs = async (page: { personId?: string; after?: string; limit?: number }) => {
      const whole = { personId: null, after: null, limit: 10, ...page }
      return (await db.store.participation.completed(course.id, week.id, whole)).map(({ sub }) => sub)
    }
    const [first = '', second = ''] = await subs({})
    expect([first, second]).to.have.members(['ann', 'cat'])
    expect(await subs({ limit: 1 })).to.deep.equal([first])
    expect(await subs({ limit: 1, after: person(first) })).to.deep.equal([second])
    expect(await subs({ personId: person('cat') })).to.deep.equal(['cat'])
    expect(await subs({ personId: person('ben') })).to.deep.equal([])
  })

  it('lets a check-in only add', async () => {
    const { course, person } = await world(db.store)
    const week = activity(course.id)
    await db.store.activities.insert([week])
    const first = row(week.id, person('ann'))
    expect(await db.store.participation.saveFirst(course.id, first)).to.equal(true)
    expect(await db.store.participation.saveFirst(course.id, { ...first, observedAt: 'later' })).to.equal(
      false,
    )
    expect(await db.store.participation.saveFirst(course.id, { ...first, completed: false })).to.equal(false)
    const facts = await db.store.participation.facts(course.id, [person('ann')])
    expect(facts.get(person('ann'))?.participation).to.deep.equal([
      { activityId: week.id, completed: true, score: null, maximum: null, observedAt: AT },
    ])
  })

  it("refuses participation in another course's activity", async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    const week = activity(there.course.id)
    await db.store.activities.insert([week])
    const rows = [row(week.id, here.person('ann'))]
    await rejection(db.store.participation.saveChanged(here.course.id, rows))
    expect(await db.store.participation.saveChanged(there.course.id, rows)).to.have.length(1)
    const facts = await db.store.participation.facts(here.course.id, [here.person('ann')])
    expect(facts.get(here.person('ann'))?.participation).to.deep.equal([])
  })

  it('holds evidence and awards beside what was done, and an entry for who has nothing', async () => {
    const { course, person, credential } = await world(db.store)
    const evidence = {
      id: 'e1',
      courseId: course.id,
      personId: person('ann'),
      state: 'submitted',
      ownPractice: 'I did',
      institution: null,
      links: [],
      files: [],
      shared: [],
      stage: 'first',
      credentialId: null,
      submittedAt: AT,
      decidedAt: null,
      decidedBy: null,
      feedback: null,
    } as const
    await db.store.work.submitEvidence(evidence)
    await db.store.credentials.award([await credential('ann', 'completed')])
    const facts = await db.store.participation.facts(course.id, [person('ann'), person('ben')])
    expect(facts.get(person('ann'))).to.deep.equal({
      participation: [],
      confirmations: [],
      declined: [],
      kept: [],
      evidence: [{ id: 'e1', submittedAt: AT, state: 'submitted' }],
      awards: [{ level: 'completed', state: 'live', awardedAt: AT }],
    })
    expect(facts.get(person('ben'))).to.deep.equal({
      participation: [],
      confirmations: [],
      declined: [],
      kept: [],
      evidence: [],
      awards: [],
    })
  })

  it('reads one learner with as many statements and rows in a course of 100 as in one of 5,000', async function () {
    this.timeout(60_000)
    const seen = []
    for (const size of [100, 5000]) {
      const subs = Array.from({ length: size }, (_, index) => `s${size}-${index}`)
      const { course, person } = await world(db.store, [])
      await db.store.people.saveRoster(
        course,
        subs.map((sub) => member(sub)),
      )
      const ids = await db.store.people.idsBySub(course.platformId, subs)
      const week = activity(course.id)
      await db.store.activities.insert([week])
      const rows = [...ids.values()].map((id) => row(week.id, id))
      expect(await db.store.participation.saveChanged(course.id, rows)).to.have.length(size)
      const one = ids.get(`s${size}-7`) ?? person('none')

      db.statements.length = 0
      await db.store.participation.saveChanged(course.id, [row(week.id, one, { score: 1, maximum: 1 })])
      await db.store.participation.facts(course.id, [one])
      seen.push(db.statements.map(({ kind, rows: count, changed }) => ({ kind, count, changed })))
      db.statements.length = 0
      await db.store.participation.facts(course.id, [...ids.values()].slice(0, 1000))
      expect(db.statements).to.have.length(1)
    }
    expect(seen[1]).to.deep.equal(seen[0])
    expect(seen[0]).to.have.length(2)
  })
})

onBoth('activities', (db) => {
  it('stay inside their course', async () => {
    const here = await world(db.store)
    const there = await world(db.store)
    const week = activity(here.course.id, { state: 'offered', kind: null })
    await db.store.activities.insert([week])
    const { id } = week
    expect(await db.store.activities.byId(there.course.id, id)).to.equal(null)
    await db.store.activities.setKind(there.course.id, id, 'interaction')
    await db.store.activities.setFault(there.course.id, id, 'gone')
    await db.store.activities.remove(there.course.id, id)
    expect(await db.store.activities.activate(there.course.id, id, null)).to.equal(false)
    expect(await db.store.activities.ofCourse(here.course.id)).to.deep.equal([week])
  })

  it('become active once, keep a line item that is not named again, and leave the list when removed', async () => {
    const { course } = await world(db.store)
    const late = activity(course.id, { state: 'offered', position: 2, lineItemUrl: 'https://vle.test/1' })
    const early = activity(course.id, { position: 1 })
    await db.store.activities.insert([late, early])
    expect(await db.store.activities.activate(course.id, late.id, null)).to.equal(true)
    expect(await db.store.activities.activate(course.id, late.id, null)).to.equal(false)
    const listed = await db.store.activities.ofCourse(course.id)
    expect(listed).to.deep.equal([early, { ...late, state: 'active' }])
    await db.store.activities.remove(course.id, early.id)
    expect((await db.store.activities.ofCourse(course.id)).map(({ id }) => id)).to.deep.equal([late.id])
  })
})
