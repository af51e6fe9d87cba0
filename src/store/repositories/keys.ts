import type { KeyRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createKeys(db: Executor, { keys }: Tables): KeyRepository {
  return {
    /** Oldest first, retired ones too; without an issuer those of every issuer. */
    list: (use, issuerId) =>
      keys.all(db, 'use = $1 AND (CAST($2 AS TEXT) IS NULL OR issuer_id = $2) ORDER BY created_at, id', [
        use,
        issuerId,
      ]),
    async insert(key) {
      await keys.insert(db, [key])
    },
    async retire(id, at) {
      await db.write('UPDATE keys SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL', [id, at])
    },
  }
}
