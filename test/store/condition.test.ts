import { expect } from 'chai'
import { conditionOf } from '../../src/store/condition.ts'
import type { Database } from '../../src/store/database.ts'
import { MIGRATION_NAMES } from '../../src/store/migrations/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { world } from './factories.ts'
import { onBoth } from './support.ts'

onBoth('the condition of the database', (db, dialect) => {
  it('is good once it is open: nothing left to migrate, and a row can be written', async () => {
    const { freeBytes, ...rest } = await db.store.condition()
    expect(rest).to.deep.equal({
      kind: dialect === 'SQLite' ? 'sqlite' : 'postgres',
      pending: [],
      unknown: [],
      writeFault: null,
    })
    if (dialect === 'SQLite') expect(freeBytes).to.be.greaterThan(0)
    else expect(freeBytes).to.equal(null)
  })

  it('leaves nothing behind', async () => {
    const before = db.statements.length
    await db.store.condition()
    const written = db.statements.slice(before).filter(({ kind }) => kind === 'write')
    expect(written.map(({ sql, changed }) => [sql.split(' ')[0], changed])).to.deep.equal([
      ['INSERT', 1],
      ['DELETE', 1],
    ])
    expect(await db.store.sessions.sweep(Date.now())).to.equal(0)
  })

  it('finds the courses of a platform and their runs, and none of another', async () => {
    const [one, other] = [await world(db.store), await world(db.store)]
    const run = { state: 'waiting', requestedAt: '2026-11-02T09:00:00.000Z', startedAt: null } as const
    const blank = { succeededAt: null, done: 0, total: 0, error: null, errorDetail: null }
    await db.store.refreshRuns.save({ ...run, ...blank, courseId: one.course.id })
    await db.store.refreshRuns.save({ ...run, ...blank, courseId: other.course.id })
    expect(await db.store.courses.ofPlatform(one.vle.id)).to.deep.equal([one.course])
    expect(await db.store.refreshRuns.ofPlatform(one.vle.id)).to.deep.equal([
      { ...run, ...blank, courseId: one.course.id },
    ])
    expect(await db.store.courses.ofPlatform('nobody')).to.deep.equal([])
  })
})

onBoth('the condition of a database that another version used', (db) => {
  let raw: Database

  before(async () => {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
  })
  after(() => raw.close())

  it('names the migrations that are missing and those that are strange', async () => {
    const [newest = ''] = MIGRATION_NAMES.slice(-1)
    await raw.executor.write('UPDATE schema_migrations SET name = $1 WHERE name = $2', ['9999-later', newest])
    expect(await conditionOf(raw.executor, null)).to.deep.include({
      pending: [newest],
      unknown: ['9999-later'],
    })
  })

  it('says by its code what keeps a row from being written', async () => {
    const full = Object.assign(new Error('database or disk is full'), { original: { code: 'SQLITE_FULL' } })
    const onFullDisk = { ...raw.executor, atomically: () => Promise.reject(full) }
    expect((await conditionOf(onFullDisk, null)).writeFault).to.equal('SQLITE_FULL')
  })
})
