import type { DefaultsRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createDefaults(db: Executor, { platformDefaults }: Tables): DefaultsRepository {
  return {
    of: (platformId) => platformDefaults.one(db, 'platform_id = $1', [platformId]),
    async save(defaults) {
      await platformDefaults.insert(db, [defaults], {
        on: ['platformId'],
        update: ['criteria', 'settings', 'savedBy', 'savedAt'],
      })
    },
    async remove(platformId) {
      await db.write('DELETE FROM platform_defaults WHERE platform_id = $1', [platformId])
    },
  }
}
