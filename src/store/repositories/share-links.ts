import type { ShareLinkRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'

const MINUTE = 60_000
/** Of a link that was taken back, nothing is kept but that there was one. */
const TAKEN_BACK = 'ended_at = $1, token = NULL, name = NULL, show_name = FALSE'

export function createShareLinks(db: Executor, { shareLinks, erasedLinks }: Tables): ShareLinkRepository {
  return {
    async ofCredential(credentialId) {
      const where = 'credential_id = $1 AND ended_at IS NULL ORDER BY made_at DESC, id'
      return (await shareLinks.all(db, where, [credentialId])).map(standing)
    },
    async make(link, tokenHash) {
      await shareLinks.insert(db, [{ ...link, tokenHash, endedAt: null }])
    },
    async byToken(tokenHash) {
      const row = await shareLinks.one(db, 'token_hash = $1', [tokenHash])
      if (row === null) return null
      const { credentialId, showName, showEvidence, endsAt, endedAt } = row
      return { credentialId, showName, showEvidence, endsAt, ended: endedAt !== null }
    },
    wasErased: async (tokenHash) => (await erasedLinks.one(db, 'token_hash = $1', [tokenHash])) !== null,
    async noteOpened(tokenHash, at) {
      const before = new Date(Date.parse(at) - MINUTE).toISOString()
      await db.write(
        'UPDATE share_links SET opened_at = $1 WHERE token_hash = $2 AND ended_at IS NULL AND (opened_at IS NULL OR opened_at < $3)',
        [at, tokenHash, before],
      )
    },
    async end(credentialId, id, at) {
      const where = 'id = $2 AND credential_id = $3 AND ended_at IS NULL'
      return (
        (await db.write(`UPDATE share_links SET ${TAKEN_BACK} WHERE ${where}`, [at, id, credentialId])) === 1
      )
    },
  }
}

/** The table's own constraints say that one which was not taken back has both. */
function standing({ tokenHash: _, endedAt: __, token, name, ...link }: Rows['shareLinks']) {
  return { ...link, token: token ?? '', name: name ?? '' }
}
