/** Who issues, and the keys. */
import type { Issuer, KeyTimes, StoredKey } from '../model.ts'

export interface IssuerRepository {
  byId(id: string): Promise<Issuer | null>
  list(): Promise<Issuer[]>
  save(issuer: Issuer): Promise<void>
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
