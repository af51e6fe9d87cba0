/** What the database itself refuses, whoever asks: these go round the repositories. */
import { expect } from 'chai'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations/index.ts'
import { defineTables } from '../../src/store/models/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { createRepositories } from '../../src/store/repositories/index.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { world } from './factories.ts'
import { clock, onBoth, random, rejection } from './support.ts'

onBoth('the database', (db, dialect) => {
  let raw: Database

  before(async () => {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
  })
  after(() => raw.close())

  const refused = async (sql: string, values: unknown[], reason: RegExp) =>
    expect((await rejection(raw.executor.write(sql, values))).message).to.match(reason)
  const repositories = () => createRepositories(raw.executor, defineTables(raw.sequelize), random, clock)

  it('has exactly the columns that the models name', async () => {
    expect(await migrate(raw)).to.deep.equal([])
    for (const table of Object.values(defineTables(raw.sequelize))) {
      const rows = await raw.executor.read(
        raw.dialect === 'sqlite'
          ? 'SELECT name FROM pragma_table_info($1)'
          : 'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1',
        [table.name],
      )
      const columns = rows.map(({ name }) => String(name)).filter((name) => name !== 'seq')
      expect(columns, table.name).to.have.members([...table.fields])
    }
  })

  it('refuses to change or delete a line of the audit', async () => {
    await raw.executor.write(`INSERT INTO audit_lines (at, action, detail) VALUES ('now', 'x', '{}')`)
    await refused(`UPDATE audit_lines SET note_id = 'another'`, [], /append-only/)
    await refused('DELETE FROM audit_lines', [], /append-only/)
    await refused('DELETE FROM audit_lines WHERE seq = 1', [], /append-only/)
  })

  it('refuses every other way to a line of the audit: in its place, over it, or all at once', async () => {
    const line = (seq: string) => `(seq, at, action, detail) VALUES (${seq}, 'then', 'y', '{}')`
    const upsert = `INSERT INTO audit_lines ${raw.dialect === 'postgres' ? '(seq, at, action, detail) OVERRIDING SYSTEM VALUE VALUES' : '(seq, at, action, detail) VALUES'}
      (1, 'then', 'y', '{}') ON CONFLICT (seq) DO UPDATE SET at = excluded.at`
    const lines = () => raw.executor.read('SELECT * FROM audit_lines ORDER BY seq')
    const before = await lines()
    expect(before).to.have.length(1)
    const tried =
      raw.dialect === 'sqlite'
        ? [
            upsert,
            `REPLACE INTO audit_lines ${line('1')}`,
            `INSERT OR REPLACE INTO audit_lines ${line('1')}`,
            `INSERT INTO audit_lines ${line('-1')}`,
            `UPDATE OR REPLACE audit_lines SET at = 'then'`,
          ]
        : [upsert, 'TRUNCATE audit_lines', 'TRUNCATE audit_lines CASCADE']
    for (const sql of tried) {
      await refused(sql, [], /append-only/)
      await rejection(raw.executor.atomically((unit) => unit.write(sql)))
    }
    if (raw.dialect === 'postgres') await refused(`INSERT INTO audit_lines ${line('1')}`, [], /seq/)
    expect(await lines()).to.deep.equal(before)
    await raw.executor.write(`INSERT INTO audit_lines (at, action, detail) VALUES ('now', 'x', '{}')`)
    expect(await lines()).to.have.length(2)
  })

  it('takes the words beside a line away for good, and never changes them', async () => {
    const line = { platformId: null, courseId: 'c', actorId: null, action: 'credential.kept' } as const
    await repositories().audit.append([{ ...line, at: 'now', subjectId: 'p', reason: 'mine', detail: {} }])
    const [note] = await raw.executor.read(`SELECT id FROM audit_notes WHERE reason = 'mine'`)
    await refused(`UPDATE audit_notes SET reason = 'yours' WHERE id = $1`, [note?.id], /does not change/)
    const again = `INTO audit_notes (id, reason) VALUES ($1, 'yours')`
    await refused(`INSERT ${again}`, [note?.id], /does not change|UNIQUE|unique/)
    if (raw.dialect === 'sqlite') await refused(`REPLACE ${again}`, [note?.id], /does not change/)
    expect(await raw.executor.write('DELETE FROM audit_notes WHERE id = $1', [note?.id])).to.equal(1)
    await refused(`INSERT ${again}`, [note?.id], /does not change/)
    expect(await repositories().audit.ofCourse('c', 9)).to.deep.equal([
      { ...line, at: 'now', subjectId: 'p', reason: null, detail: {} },
    ])
  })

  if (dialect === 'PostgreSQL')
    it('keeps refusing in a PostgreSQL session in which plain triggers sleep', async () => {
      await raw.executor.atomically(async (unit) => {
        await unit.write('SET LOCAL session_replication_role = replica')
        await unit.write('SAVEPOINT trying')
        for (const sql of [
          'DELETE FROM audit_lines',
          `UPDATE audit_lines SET at = 'x'`,
          'TRUNCATE audit_lines',
        ]) {
          expect((await rejection(unit.write(sql))).message, sql).to.match(/append-only/)
          await unit.write('ROLLBACK TO trying')
        }
      })
    })

  it('refuses to call a credential undone that may have been seen', async () => {
    const { credential } = await world(repositories())
    const row = await credential('ann', 'completed')
    await repositories().credentials.award([row])
    await repositories().credentials.offer([row.id], 'now')
    await rejection(repositories().credentials.markUndone(row.id, 'open'))
  })

  it('refuses a second live credential, a withdrawal without a reason and a changed document', async () => {
    const { credential } = await world(repositories())
    const row = await credential('ann', 'completed')
    await repositories().credentials.award([row])
    const second = { ...(await credential('ann', 'completed')) }
    await rejection(defineTables(raw.sequelize).credentials.insert(raw.executor, [second]))
    await refused(`UPDATE credentials SET state = 'withdrawn' WHERE id = $1`, [row.id], /CHECK|check/)
    await refused(`UPDATE credentials SET document = '{}' WHERE id = $1`, [row.id], /does not change/)
  })

  it('refuses a live level whose lower one is missing or goes', async () => {
    const { credential } = await world(repositories())
    const { credentials } = defineTables(raw.sequelize)
    const upper = await credential('ann', 'demonstrated')
    expect((await rejection(credentials.insert(raw.executor, [upper]))).message).to.match(/levels below/)
    const lower = await credential('ann', 'completed')
    await credentials.insert(raw.executor, [lower, upper])
    await refused(
      `UPDATE credentials SET state = 'withdrawn', withdrawn_at = 'x', withdrawn_reason = 'x' WHERE id = $1`,
      [lower.id],
      /rests on this one/,
    )
  })

  it('refuses two credentials on one bit of a status list', async () => {
    const { credential } = await world(repositories())
    const { credentials } = defineTables(raw.sequelize)
    const one = await credential('ann', 'completed')
    const other = { ...(await credential('ben', 'completed')), statusIndex: one.statusIndex }
    await credentials.insert(raw.executor, [one])
    await rejection(repositories().credentials.award([other]))
  })

  it('refuses rows that point nowhere', async () => {
    const { credential } = await world(repositories())
    const row = { ...(await credential('ann', 'completed')), personId: 'nobody' }
    await rejection(repositories().credentials.award([row]))
  })
})
