/** What new courses of a platform start with. */
import type { PlatformDefaults } from '../model.ts'

export interface DefaultsRepository {
  /** `null` where nobody saved any: new courses start with the framework's. */
  of(platformId: string): Promise<PlatformDefaults | null>
  save(defaults: PlatformDefaults): Promise<void>
  /** New courses start with the framework's again. */
  remove(platformId: string): Promise<void>
}
