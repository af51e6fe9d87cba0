import type { PlatformRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createPlatforms(db: Executor, { platforms, platformChanges }: Tables): PlatformRepository {
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
    // SQLite has one writer at a time; there the unit of work is the lock.
    lock: (issuer, clientId) =>
      platforms.one(db, `issuer = $1 AND client_id = $2 ${db.dialect === 'postgres' ? 'FOR UPDATE' : ''}`, [
        issuer,
        clientId,
      ]),
    async propose(id, addresses) {
      if (addresses === null) await db.write('DELETE FROM platform_changes WHERE platform_id = $1', [id])
      else
        await platformChanges.insert(db, [{ platformId: id, addresses }], {
          on: ['platformId'],
          update: ['addresses'],
        })
    },
    async proposed() {
      const rows = await platformChanges.all(db, 'TRUE', [])
      return new Map(rows.map(({ platformId, addresses }) => [platformId, addresses]))
    },
    async settleDeployment(id, deploymentId) {
      await db.write(`UPDATE platforms SET deployment_ids = $2 WHERE id = $1 AND deployment_ids = '[]'`, [
        id,
        JSON.stringify([deploymentId]),
      ])
    },
  }
}
