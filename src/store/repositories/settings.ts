import type { SettingsRepository } from '../../app/ports.ts'
import { DEFAULT_SETTINGS } from '../../app/settings.ts'
import type { Executor } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'

/** What was saved, and the defaults for the rest. */
export const settingsOf = (row: Rows['courseSettings'] | null | undefined) => ({
  ...DEFAULT_SETTINGS,
  ...row?.settings,
})

export function createSettings(db: Executor, { courseSettings }: Tables): SettingsRepository {
  return {
    of: async (courseId) => settingsOf(await courseSettings.one(db, 'course_id = $1', [courseId])),
    save: (courseId, change, savedBy, savedAt) =>
      db.atomically(async (unit) => {
        // A row to lock, for two who save for the first time at once.
        await courseSettings.insert(unit, [{ courseId, settings: {}, savedAt, savedBy }], {
          on: ['courseId'],
        })
        const lock = unit.dialect === 'postgres' ? ' FOR UPDATE' : ''
        const row = await courseSettings.one(unit, `course_id = $1${lock}`, [courseId])
        const settings = { ...row?.settings, ...change }
        await courseSettings.insert(unit, [{ courseId, settings, savedAt, savedBy }], {
          on: ['courseId'],
          update: ['settings', 'savedAt', 'savedBy'],
        })
      }),
  }
}
