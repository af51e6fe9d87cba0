import type { IssuerRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'

const SAID = ['name', 'url', 'email', 'description', 'logo', 'colour', 'savedAt'] as const

export function createIssuers(db: Executor, { issuers, platformIssuers }: Tables): IssuerRepository {
  return {
    byId: (id) => issuers.one(db, 'id = $1', [id]),
    list: () => issuers.all(db, 'TRUE ORDER BY name, id', []),
    async save(issuer) {
      await issuers.insert(db, [issuer], { on: ['id'], update: SAID })
    },
    follow: (issuer) =>
      db.atomically(async (unit) => {
        const known = await issuers.one(unit, 'id = $1', [issuer.id])
        if (known?.savedAt == null) await issuers.insert(unit, [issuer], { on: ['id'], update: SAID })
      }),
    ofPlatform: (platformId) =>
      issuers.one(db, 'id = (SELECT issuer_id FROM platform_issuers WHERE platform_id = $1)', [platformId]),
    async chosen() {
      const rows = await platformIssuers.all(db, 'TRUE', [])
      return new Map(rows.map(({ platformId, issuerId }) => [platformId, issuerId]))
    },
    async choose(platformId, issuerId) {
      const row = { platformId, issuerId }
      await platformIssuers.insert(db, [row], { on: ['platformId'], update: ['issuerId'] })
    },
    moveCourses: (platformId, from, to) =>
      db.write('UPDATE courses SET issuer_id = $3 WHERE platform_id = $1 AND issuer_id = $2', [
        platformId,
        from,
        to,
      ]),
    async giveCourse(courseId, issuerId) {
      await db.write('UPDATE courses SET issuer_id = $2 WHERE id = $1', [courseId, issuerId])
    },
    async isShared(issuerId, platformId, defaultId) {
      const rows = await db.read(
        `SELECT 1 AS "found" WHERE EXISTS (SELECT 1 FROM courses WHERE issuer_id = $1 AND platform_id <> $2)
         OR EXISTS (SELECT 1 FROM platforms LEFT JOIN platform_issuers ON platform_id = platforms.id
           WHERE platforms.id <> $2 AND coalesce(issuer_id, $3) = $1)`,
        [issuerId, platformId, defaultId],
      )
      return rows.length > 0
    },
  }
}
