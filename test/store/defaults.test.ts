import { expect } from 'chai'
import { DEFAULT_SETTINGS } from '../../src/app/settings.ts'
import { jisc } from '../core/factories.ts'
import { platform } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('what new courses of a platform start with', (db) => {
  it('is kept once a platform, until it is taken back', async () => {
    const [{ id: platformId }, other] = [
      await db.store.platforms.save(platform()),
      await db.store.platforms.save(platform()),
    ]
    const first = {
      platformId,
      criteria: jisc.defaultCriteria,
      settings: DEFAULT_SETTINGS,
      savedBy: 'ann',
      savedAt: '2026-11-24T10:00:00.000Z',
    }
    expect(await db.store.defaults.of(platformId)).to.equal(null)
    await db.store.defaults.save(first)
    const second = { ...first, settings: { ...DEFAULT_SETTINGS, publishAfterMinutes: 5 }, savedBy: 'ben' }
    await db.store.defaults.save(second)
    expect(await db.store.defaults.of(platformId)).to.deep.equal(second)
    expect(await db.store.defaults.of(other.id)).to.equal(null)
    await db.store.defaults.remove(platformId)
    expect(await db.store.defaults.of(platformId)).to.equal(null)
  })
})
