import type { IssuerRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createIssuers(db: Executor, { issuers }: Tables): IssuerRepository {
  return {
    byId: (id) => issuers.one(db, 'id = $1', [id]),
    list: () => issuers.all(db, 'TRUE ORDER BY name, id', []),
    async save(issuer) {
      await issuers.insert(db, [issuer], { on: ['id'], update: ['name', 'url', 'email', 'description'] })
    },
  }
}
