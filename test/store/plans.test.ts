/** How the databases find what a page asks for: by an index, whatever the size of a table. */
import { expect } from 'chai'
import { ATTENTIONS, PROGRESS_SORTS } from '../../src/app/attention.ts'
import type { Repositories } from '../../src/app/ports.ts'
import type { Database } from '../../src/store/database.ts'
import type { Executor } from '../../src/store/executor.ts'
import { defineTables } from '../../src/store/models/index.ts'
import { openPostgres } from '../../src/store/postgres/database.ts'
import { createRepositories } from '../../src/store/repositories/index.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { parseDatabaseUrl } from '../../src/store/url.ts'
import { clock, onBoth, random } from './support.ts'

onBoth('the plan', (db) => {
  let raw: Database

  before(async () => {
    await db.store.close()
    const target = parseDatabaseUrl(db.url)
    raw = target.dialect === 'sqlite' ? await openSqlite(target.file) : await openPostgres(target.url)
  })
  after(() => raw.close())

  /** The tables that a statement reads from end to end, though it asks for one course. */
  async function readWhole(unit: Executor, sql: string, values: readonly unknown[]): Promise<string[]> {
    if (unit.dialect === 'sqlite') {
      const plan = await unit.read(`EXPLAIN QUERY PLAN ${sql}`, values)
      // A page of at most 50 rows, and values of a list, are no tables.
      return plan.flatMap(
        ({ detail }) => /^SCAN (?!page\b|json_each\b|\(|CONSTANT)(\S+)/.exec(String(detail))?.[1] ?? [],
      )
    }
    const plan = await unit.read(`EXPLAIN ${sql}`, values)
    return plan.flatMap((row) => /Seq Scan on (\S+)/.exec(String(row['QUERY PLAN']))?.[1] ?? [])
  }

  /** Every statement of some reading, with the tables that it reads from end to end. */
  async function plansOf(reading: (on: Repositories) => Promise<unknown>) {
    const found: { sql: string; whole: string[] }[] = []
    await raw.executor.atomically(async (unit) => {
      // Small tables are read whole because that is quicker; what is asked is whether there is another way.
      if (unit.dialect === 'postgres') await unit.write('SET LOCAL enable_seqscan = off')
      const explaining: Executor = {
        ...unit,
        async read(sql, values = []) {
          found.push({ sql, whole: await readWhole(unit, sql, values) })
          return unit.read(sql, values)
        },
      }
      await reading(createRepositories(explaining, defineTables(raw.sequelize), random, clock))
    })
    return found
  }

  const query = { search: 'a', holds: 'completed', offset: 0, limit: 50 } as const
  for (const sort of PROGRESS_SORTS) {
    for (const attention of [null, ...ATTENTIONS]) {
      it(`of everybody’s progress by ${sort}, ${attention ?? 'everyone'}, reads no table whole`, async () => {
        const plans = await plansOf(({ progress }) => progress.list('course', { ...query, sort, attention }))
        expect(plans).to.have.length(4)
        for (const { sql, whole } of plans) expect(whole, sql).to.deep.equal([])
      })
    }
  }

  it('of what a publishing job looks for, of the counts and of the record reads no table whole', async () => {
    const until = { awardedBy: 'now', refusedBefore: 'now', limit: 10 }
    const lines = { action: null, person: null, from: null, before: null, offset: 0, limit: 50 }
    const plans = await plansOf(async ({ progress, credentials, audit, rulings }) => {
      await progress.counts('course')
      await credentials.unposted('course', until)
      await credentials.oldestUnoffered('course')
      await audit.list('course', lines)
      await audit.list('course', { ...lines, person: 'a', action: 'credential.awarded', from: 'then' })
      await rulings.ofLearner('course', 'person')
    })
    for (const { sql, whole } of plans) expect(whole, sql).to.deep.equal([])
  })
})
