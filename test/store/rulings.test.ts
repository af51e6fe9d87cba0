import { expect } from 'chai'
import type { Ruling } from '../../src/app/model.ts'
import { world } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('rulings', (db) => {
  it('stand as they were first made, and count while the criteria are the same', async () => {
    const { course, person } = await world(db.store)
    const save = (version: number) =>
      db.store.criteria.add({
        courseId: course.id,
        version,
        criteria: {} as never,
        savedBy: null,
        savedAt: '2026-11-01T00:00:00.000Z',
        note: null,
      })
    await save(1)
    const ruling: Ruling = {
      courseId: course.id,
      personId: person('ann'),
      level: 'completed',
      ruling: 'declined',
      criteriaVersion: 1,
      reason: 'Was somebody else',
      decidedBy: null,
      decidedAt: '2026-11-02T00:00:00.000Z',
    }
    expect(await db.store.rulings.add([ruling])).to.equal(1)
    expect(await db.store.rulings.add([{ ...ruling, reason: 'Another' }])).to.equal(0)
    await db.store.rulings.add([{ ...ruling, ruling: 'kept', level: 'demonstrated' }])
    expect(await db.store.rulings.ofLearner(course.id, person('ann'))).to.deep.include(ruling)
    expect(await db.store.rulings.ofLearner(course.id, person('ben'))).to.deep.equal([])
    const rulings = async () => {
      const facts = (await db.store.participation.facts(course.id, [person('ann')])).get(person('ann'))
      return [facts?.declined, facts?.kept, facts?.awards]
    }
    expect(await rulings()).to.deep.equal([['completed'], ['demonstrated'], []])
    await save(2)
    expect(await rulings()).to.deep.equal([[], [], []])
  })
})
