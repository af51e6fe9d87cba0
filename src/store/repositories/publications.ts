import type { PublicationRepository } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createPublications(db: Executor, { publications }: Tables): PublicationRepository {
  return {
    of: (credentialId) => publications.one(db, 'credential_id = $1', [credentialId]),
    async ofAll(credentialIds) {
      const ids = listValue(db.dialect, [...new Set(credentialIds)])
      const rows = await publications.all(db, `credential_id ${inList(db.dialect, 1)}`, [ids])
      return new Map(rows.map((row) => [row.credentialId, row]))
    },
    async save(publication) {
      await publications.insert(db, [publication], {
        on: ['credentialId'],
        update: ['state', 'publishedAt', 'showName', 'showEvidence'],
      })
    },
  }
}
