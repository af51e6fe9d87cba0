import type { RegistrationLinkRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createRegistrationLinks(
  db: Executor,
  { registrationLinks }: Tables,
): RegistrationLinkRepository {
  const one = async (sql: string, values: unknown[]) => (await db.write(sql, values)) === 1
  return {
    async add(link) {
      await registrationLinks.insert(db, [{ ...link, claim: null, claimedUntil: null }])
    },
    async find(tokenHash) {
      const found = await registrationLinks.one(db, 'token_hash = $1', [tokenHash])
      if (found === null) return null
      const { claim: _, claimedUntil: __, ...link } = found
      return link
    },
    claim: (tokenHash, claim, now, until) =>
      one(
        `UPDATE registration_links SET claim = $2, claimed_until = $4
         WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $3 AND (claimed_until IS NULL OR claimed_until <= $3)`,
        [tokenHash, claim, now, until],
      ),
    async release(tokenHash, claim) {
      await db.write(
        `UPDATE registration_links SET claim = NULL, claimed_until = NULL
         WHERE token_hash = $1 AND claim = $2 AND used_at IS NULL`,
        [tokenHash, claim],
      )
    },
    use: (tokenHash, claim, platformId, at) =>
      one(
        `UPDATE registration_links SET used_at = $4, platform_id = $3
         WHERE token_hash = $1 AND claim = $2 AND used_at IS NULL`,
        [tokenHash, claim, platformId, at],
      ),
    sweep: (before) => db.write('DELETE FROM registration_links WHERE expires_at <= $1', [before]),
  }
}
