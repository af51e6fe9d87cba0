import type { MoodleSiteRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createMoodleSites(db: Executor, { moodleSites }: Tables): MoodleSiteRepository {
  return {
    of: (platformId) => moodleSites.one(db, 'platform_id = $1', [platformId]),
    list: () => moodleSites.all(db, '1 = 1 ORDER BY platform_id', []),
    async save(site) {
      await moodleSites.insert(db, [site], {
        on: ['platformId'],
        update: ['url', 'encryptedToken', 'savedAt'],
      })
    },
    remove: async (platformId) =>
      (await db.write('DELETE FROM moodle_sites WHERE platform_id = $1', [platformId])) === 1,
  }
}
