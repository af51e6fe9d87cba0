import { expect } from 'chai'
import { activity, world } from './factories.ts'
import { onBoth } from './support.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 23, 10, 0, second)).toISOString()
const ALL = { personId: null as string | null, after: null as string | null, limit: 10 }

onBoth('scores that were posted', (db) => {
  async function scene() {
    const here = await world(db.store, ['ann', 'ben', 'cai'])
    const session = activity(here.course.id, { source: 'check-in' })
    await db.store.activities.insert([session])
    const record = (sub: string, completed: boolean, second: number) => ({
      ...{ activityId: session.id, personId: here.person(sub), completed, score: null, maximum: null },
      observedAt: at(second),
    })
    const offer = (second: number, ...subs: string[]) =>
      db.store.postedScores.offer(
        subs.map((sub) => ({ activityId: session.id, personId: here.person(sub), postedAt: at(second) })),
      )
    const orphaned = async (page = ALL) => {
      const found = await db.store.postedScores.orphaned(session.id, page)
      return found.map(({ sub, takenBackAt }) => [sub, takenBackAt])
    }
    return { ...here, session, record, offer, orphaned }
  }

  it('are orphans where the record is taken back or gone, until they are taken back', async () => {
    const { course, person, session, record, offer, orphaned } = await scene()
    await offer(1, 'ann', 'ben', 'cai')
    await db.store.participation.saveChanged(course.id, [record('ann', true, 1), record('ben', false, 5)])
    const both = [
      ['ben', at(5)],
      ['cai', null],
    ]
    expect((await orphaned()).sort()).to.deep.equal(both)
    expect(await orphaned({ ...ALL, personId: person('ben') })).to.deep.equal([['ben', at(5)]])
    const [first] = await db.store.postedScores.orphaned(session.id, { ...ALL, limit: 1 })
    expect(await orphaned({ ...ALL, after: first?.personId ?? '' })).to.have.length(1)
    await db.store.postedScores.markCleared(session.id, person('ben'), at(5))
    expect(await orphaned()).to.deep.equal([['cai', null]])
    const known = await db.store.postedScores.cleared(session.id, [person('ann'), person('ben')])
    expect([...known]).to.deep.equal([[person('ben'), at(5)]])
  })

  it('that come after one that took them back stand again', async () => {
    const { person, session, offer, orphaned } = await scene()
    await offer(1, 'ann')
    await db.store.postedScores.markCleared(session.id, person('ann'), at(2))
    expect(await orphaned()).to.deep.equal([])
    await offer(3, 'ann')
    expect(await orphaned()).to.deep.equal([['ann', null]])
  })
})
