import type { KeyRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createKeys(db: Executor, { keys }: Tables): KeyRepository {
  return {
    list: (use, issuerId) =>
      keys.all(
        db,
        'use = $1 AND (CAST($2 AS TEXT) IS NULL OR issuer_id = $2) ORDER BY activates_at, created_at, id',
        [use, issuerId],
      ),
    insert: async (key) =>
      (await keys.insert(db, [key], {
        on: key.use === 'lti' ? ['use'] : ['issuerId'],
        where: `use = '${key.use}' AND retired_at IS NULL`,
      })) === 1,
    setTimes: async (key, { activatesAt, retiredAt, withdrawnAt, compromisedAt }) =>
      (await db.write(
        `UPDATE keys SET activates_at = $2, retired_at = $3, withdrawn_at = $4, compromised_at = $5
         WHERE id = $1 AND activates_at = $6 AND retired_at IS NOT DISTINCT FROM $7
           AND withdrawn_at IS NOT DISTINCT FROM $8 AND compromised_at IS NOT DISTINCT FROM $9`,
        [
          ...[key.id, activatesAt, retiredAt, withdrawnAt, compromisedAt],
          ...[key.activatesAt, key.retiredAt, key.withdrawnAt, key.compromisedAt],
        ],
      )) === 1,
    setSecret: async (key, encryptedSecret) =>
      (await db.write('UPDATE keys SET encrypted_secret = $2 WHERE id = $1 AND encrypted_secret = $3', [
        key.id,
        encryptedSecret,
        key.encryptedSecret,
      ])) === 1,
  }
}
