import type { PlatformRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createPlatforms(db: Executor, { platforms }: Tables): PlatformRepository {
  return {
    byId: (id) => platforms.one(db, 'id = $1', [id]),
    list: () => platforms.all(db, 'TRUE ORDER BY name, id', []),
    save: (platform) =>
      db.atomically(async (unit) => {
        await platforms.insert(unit, [platform], {
          on: ['issuer', 'clientId'],
          update: ['name', 'status', 'authUrl', 'tokenUrl', 'jwksUrl', 'tokenAudience', 'deploymentIds'],
          fill: ['family'],
        })
        const key = [platform.issuer, platform.clientId]
        return (await platforms.one(unit, 'issuer = $1 AND client_id = $2', key)) ?? platform
      }),
    setStatus: async (id, status) =>
      (await db.write('UPDATE platforms SET status = $2 WHERE id = $1', [id, status])) === 1,
    async setFamily(id, family) {
      await db.write('UPDATE platforms SET family = $2 WHERE id = $1 AND family IS DISTINCT FROM $2', [
        id,
        family,
      ])
    },
  }
}
