/** The list of what is held about people, held against the database itself. */
import { expect } from 'chai'
import type { Database } from '../../src/store/database.ts'
import { defineTables, type Rows } from '../../src/store/models/index.ts'
import { HELD, type Held } from '../../src/store/personal.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { onBoth } from './support.ts'

/** Tables without a model: the queue's name people by ids that lead to nobody once they are erased. */
const WITHOUT_MODEL = ['jobs', 'job_leases', 'schema_migrations', 'sqlite_sequence']
/** Columns that can lead to a person, by what they are called. */
const LEADS_TO_PEOPLE =
  /^(person|actor|subject|reviewer|about)_id$|_by$|^(sub|name|email|folded_name|sourced_id)$/
/** Called so, and about no person. */
const OTHERWISE = new Set([
  'credentials.subject_id',
  'credentials.renewed_by',
  'credentials.replaced_by',
  'files.name',
  'issuers.email',
  'issuers.name',
  'achievements.name',
  'notices.subject_id',
  'oauth_clients.name',
  'platforms.name',
  'share_links.name',
  'course_groups.name',
])

onBoth('what is held about people', (db) => {
  let raw: Database
  let byTable: Map<string, Held>
  before(async () => {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
    const tables = Object.entries(defineTables(raw.sequelize))
    byTable = new Map(tables.map(([name, table]) => [table.name, HELD[name as keyof Rows]]))
  })
  after(() => raw.close())

  async function columns(): Promise<{ table: string; column: string }[]> {
    const rows = await raw.executor.read(
      raw.dialect === 'sqlite'
        ? `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'`
        : `SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns WHERE table_schema = 'public'`,
    )
    return rows.map(({ table, column }) => ({ table: String(table), column: String(column) }))
  }

  /** Every reference: table and column, and the table that it points at. */
  async function references(): Promise<{ table: string; column: string; to: string }[]> {
    const rows = await raw.executor.read(
      raw.dialect === 'sqlite'
        ? `SELECT m.name AS "table", f."from" AS "column", f."table" AS "to"
           FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'`
        : `SELECT c.conrelid::regclass::text AS "table", a.attname AS "column", c.confrelid::regclass::text AS "to"
           FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
           WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace`,
    )
    return rows.map(({ table, column, to }) => ({
      table: String(table),
      column: String(column),
      to: String(to),
    }))
  }

  const heldOf = (table: string) => byTable.get(table)

  it('is told of every table that there is', async () => {
    const tables = new Set((await columns()).map(({ table }) => table))
    const missing = [...tables].filter((table) => !WITHOUT_MODEL.includes(table) && !heldOf(table))
    expect(missing).to.deep.equal([])
  })

  it('is told of every column that can lead to a person', async () => {
    const pointing = (await references()).filter(({ to }) => to === 'people')
    const called = (await columns()).filter(
      ({ table, column }) => LEADS_TO_PEOPLE.test(column) && !OTHERWISE.has(`${table}.${column}`),
    )
    const untold = [...pointing, ...called].filter(({ table, column }) => {
      const held = heldOf(table)
      if (held === undefined || table === 'people') return false
      return !held.about?.includes(column) && !held.by?.includes(column)
    })
    expect(untold.map(({ table, column }) => `${table}.${column}`)).to.deep.equal([])
  })

  it('is told of every table that points at what is a person’s', async () => {
    const all = await references()
    const personal = new Set(['people'])
    for (let before = 0; before < personal.size; ) {
      before = personal.size
      // Who did something is no reason for a row to be about them.
      for (const { table, column, to } of all)
        if (personal.has(to) && !heldOf(table)?.by?.includes(column)) personal.add(table)
    }
    const impersonal = [...personal].filter((table) => heldOf(table)?.about === null)
    expect(impersonal.filter((table) => heldOf(table)?.erased === 'stays')).to.deep.equal([])
  })

  it('can be asked for, table by table', async () => {
    for (const [name, table] of Object.entries(defineTables(raw.sequelize))) {
      const { about } = HELD[name as keyof Rows]
      if (about !== null) expect(await table.all(raw.executor, about, ['nobody']), name).to.deep.equal([])
    }
  })
})
