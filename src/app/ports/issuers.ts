/** Who issues, and the keys. */
import type { Issuer, KeyTimes, StoredKey } from '../model.ts'

export interface IssuerRepository {
  byId(id: string): Promise<Issuer | null>
  list(): Promise<Issuer[]>
  save(issuer: Issuer): Promise<void>
  /** As `save`, but what somebody saved stands. */
  follow(issuer: Issuer): Promise<void>
  /** That of a platform's new courses; `null` where nobody chose one. */
  ofPlatform(platformId: string): Promise<Issuer | null>
  /** Those that platforms were given, by platform. */
  chosen(): Promise<Map<string, string>>
  /** That of the platform's new courses from now on. */
  choose(platformId: string, issuerId: string): Promise<void>
  /** A platform's courses that have one get another; answers how many. What they have issued stays as it is. */
  moveCourses(platformId: string, from: string, to: string): Promise<number>
  giveCourse(courseId: string, issuerId: string): Promise<void>
  /** Whether other platforms issue in this one's name too, now or with their next course. `defaultId`: that of platforms that were given none. */
  isShared(issuerId: string, platformId: string, defaultId: string): Promise<boolean>
}

export interface KeyRepository {
  /** In the order in which they begin to sign, gone ones too; without an issuer those of every issuer. */
  list(use: StoredKey['use'], issuerId: string | null): Promise<StoredKey[]>
  /** At most one key of a use and issuer has no end (unique indexes): `false` where one stands. */
  insert(key: StoredKey): Promise<boolean>
  /** `false` where somebody changed its times first. */
  setTimes(key: StoredKey, times: KeyTimes): Promise<boolean>
  /** Replaces the private half as it was sealed; `false` where somebody did so first. */
  setSecret(key: StoredKey, encryptedSecret: string): Promise<boolean>
}
