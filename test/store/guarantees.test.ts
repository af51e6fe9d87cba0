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

onBoth('the database', (db) => {
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
    await refused(`UPDATE audit_lines SET reason = 'another'`, [], /append-only/)
    await refused('DELETE FROM audit_lines', [], /append-only/)
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
