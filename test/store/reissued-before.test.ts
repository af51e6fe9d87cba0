/** Databases of before credentials could be issued anew. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Migration } from '../../src/store/migrations/dialect.ts'
import { MIGRATION_NAMES, migrate } from '../../src/store/migrations/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { freshPostgres } from '../support/postgres.ts'

const MIGRATION = '0035-reissued-credentials'
const BEFORE = MIGRATION_NAMES.slice(0, MIGRATION_NAMES.indexOf(MIGRATION))

describe('achievements and credentials of an older version', () => {
  for (const dialect of ['SQLite', 'PostgreSQL']) {
    it(`stand as they stood, in their first edition, on ${dialect}`, async function () {
      this.timeout(30_000)
      const folder = await mkdtemp(join(tmpdir(), 'ladder-before-'))
      const target = parseDatabaseUrl(
        dialect === 'SQLite' ? `sqlite:${join(folder, 'old.db')}` : await freshPostgres(),
      )
      const raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
      try {
        const { executor: db } = raw
        await db.write('CREATE TABLE schema_migrations (name TEXT PRIMARY KEY)')
        for (const name of BEFORE) {
          const migration: Migration = (await import(`../../src/store/migrations/${name}.ts`)).default
          await migration.up(db)
          await db.write('INSERT INTO schema_migrations VALUES ($1)', [name])
        }
        for (const sql of ROWS) await db.write(sql)
        const run = await migrate(raw)
        expect(run[0]).to.equal(MIGRATION)
        expect(
          await db.read(`SELECT id, below_id AS below, edition FROM achievements ORDER BY id`),
        ).to.deep.equal([
          { id: 'a1', below: null, edition: 1 },
          { id: 'a2', below: 'a1', edition: 1 },
        ])
        expect(
          await db.read('SELECT id, achievement_id AS of, replaced_by AS by FROM credentials'),
        ).to.deep.equal([{ id: 'k1', of: 'a1', by: null }])
        const stray = ROWS.at(-1)
          ?.replace(`'k1', 'a1'`, `'k2', 'nowhere'`)
          .replace(`'completed'`, `'demonstrated'`)
        const refused = await db
          .write(stray?.replace(`'l1', 1`, `'l1', 2`) ?? '')
          .catch((error: Error) => error)
        expect(refused, 'rows that point nowhere are refused as before').to.be.an('error')
      } finally {
        await raw.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
  }
})

const ROWS = [
  `INSERT INTO issuers (id, name, url) VALUES ('i1', 'College', 'https://college.test')`,
  `INSERT INTO platforms (id, name, status, issuer, client_id, deployment_ids, auth_url, token_url, jwks_url)
   VALUES ('p1', 'VLE', 'approved', 'https://vle.test', 'c', '[]', 'https://a', 'https://t', 'https://j')`,
  `INSERT INTO courses (id, platform_id, deployment_id, context_id, title, scopes, issuer_id)
   VALUES ('c1', 'p1', '1', '2', 'Course', '[]', 'i1')`,
  `INSERT INTO people (id, platform_id, sub) VALUES ('ann', 'p1', '7')`,
  `INSERT INTO achievements VALUES ('a1', 'c1', 'completed', 1, 'Course', 'i1', 'Completed', 'd', 'n', NULL)`,
  `INSERT INTO achievements VALUES ('a2', 'c1', 'demonstrated', 1, 'Course', 'i1', 'Demonstrated', 'd', 'n', 'a1')`,
  `INSERT INTO status_lists VALUES ('l1', 'i1', 8, 3)`,
  `INSERT INTO credentials (id, achievement_id, course_id, person_id, level, state, criteria_version, narrative, awarded_at,
     status_list_id, status_index, subject_id, recipient_type, recipient_hash, salt, document)
   VALUES ('k1', 'a1', 'c1', 'ann', 'completed', 'live', 1, 'n', '2026-11-02T09:00:00Z', 'l1', 1, 's', 'systemId', 'h', 's', '{}')`,
]
