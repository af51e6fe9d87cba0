import { expect } from 'chai'
import { DEFAULT_SETTINGS } from '../../src/app/settings.ts'
import { world } from './factories.ts'
import { onBoth } from './support.ts'

const AT = '2026-11-24T10:00:00.000Z'

onBoth('a course’s settings', (db) => {
  it('are the defaults until somebody saves, and keep what others saved', async () => {
    const { course } = await world(db.store)
    expect(await db.store.settings.of(course.id)).to.deep.equal(DEFAULT_SETTINGS)
    await Promise.all([
      db.store.settings.save(course.id, { tutorsEditCriteria: true }, 'ann', AT),
      db.store.settings.save(course.id, { publishAfterMinutes: 15 }, 'ben', AT),
    ])
    expect(await db.store.settings.of(course.id)).to.deep.equal({
      ...DEFAULT_SETTINGS,
      tutorsEditCriteria: true,
      publishAfterMinutes: 15,
    })
  })
})
