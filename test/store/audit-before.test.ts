/** Databases of before the audit's words lay beside its lines. */
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
import { rejection } from './support.ts'

const MIGRATION = '0025-audit-notes'
const BEFORE = MIGRATION_NAMES.slice(0, MIGRATION_NAMES.indexOf(MIGRATION))

describe('the audit of an older version', () => {
  for (const dialect of ['SQLite', 'PostgreSQL']) {
    it(`keeps its lines and its words, each beside its own, on ${dialect}`, async function () {
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
        for (const reason of [`'Good work'`, 'NULL', `'Late'`])
          await db.write(
            `INSERT INTO audit_lines (at, action, subject_id, reason, detail) VALUES ('then', 'x', 'ann', ${reason}, '{}')`,
          )
        expect((await migrate(raw))[0]).to.equal(MIGRATION)
        expect(
          await db.read(
            'SELECT l.subject_id AS about, n.reason FROM audit_lines l LEFT JOIN audit_notes n ON n.id = l.note_id ORDER BY l.seq',
          ),
        ).to.deep.equal([
          { about: 'ann', reason: 'Good work' },
          { about: 'ann', reason: null },
          { about: 'ann', reason: 'Late' },
        ])
        for (const sql of [`UPDATE audit_lines SET note_id = NULL`, 'DELETE FROM audit_lines'])
          expect((await rejection(db.write(sql))).message).to.match(/append-only/)
      } finally {
        await raw.close()
        await rm(folder, { recursive: true, force: true })
      }
    })
  }
})
