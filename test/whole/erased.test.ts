/** A person is erased by a process that is killed at every statement in turn. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readConfig } from '../../src/config.ts'
import { defineTables, type Rows } from '../../src/store/models/index.ts'
import { HELD } from '../../src/store/personal.ts'
import { createRepositories } from '../../src/store/repositories/index.ts'
import { openSqlite } from '../../src/store/sqlite/database.ts'
import { assembleTool } from '../../src/tool.ts'
import { fillEverything } from '../store/everything.ts'
import { world } from '../store/factories.ts'
import { clock, random } from '../store/support.ts'
import { LOADER } from '../support/loader.ts'
import type { Lived } from './killed.child.ts'

const CHILD = join(import.meta.dirname, 'erased.child.ts')

/** The bytes of two files are removed after the commit, and their rows. */
const LAST = 8

describe('erasing a person', function () {
  this.timeout(480_000)
  let folder: string
  let prepared: string
  let personId: string
  const children = new Set<ChildProcess>()

  const settings = (dataDir: string) => ({
    DATA_DIR: dataDir,
    PORT: '0',
    LOG_LEVEL: 'silent',
    REFRESH_MINUTES: '0',
  })
  /** Works on the database of a folder without the tool. */
  async function withTables<T>(
    dataDir: string,
    work: (db: Awaited<ReturnType<typeof openSqlite>>, tables: ReturnType<typeof defineTables>) => Promise<T>,
  ): Promise<T> {
    const raw = await openSqlite(join(dataDir, 'credential-ladder.db'))
    return work(raw, defineTables(raw.sequelize)).finally(() => raw.close())
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-erased-'))
    prepared = join(folder, 'prepared')
    // Makes the database and its keys.
    await (await assembleTool(readConfig(settings(prepared)))).close()
    await withTables(prepared, async (raw, tables) => {
      const here = await world(createRepositories(raw.executor, tables, random, clock), ['Ann-7', 'ben'])
      await fillEverything(raw.executor, tables, here, 'Ann-7', 'ben')
      personId = here.person('Ann-7')
    })
  })
  after(async () => {
    for (const child of children) child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  function warm(): ChildProcess {
    const child = fork(CHILD, { execArgv: LOADER })
    children.add(child)
    child.once('exit', () => children.delete(child))
    return child
  }

  /** How many points it passed; `null`: it died at its own hand. */
  async function run(child: ChildProcess, dataDir: string, point: number): Promise<number | null> {
    let lived: Lived | null = null
    child.once('message', (message: Lived) => {
      lived = message
    })
    child.send({ settings: settings(dataDir), point, personId })
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null]
    if (signal === 'SIGKILL') return null
    if (code !== 0 || lived === null) throw new Error(`it ended by itself (${code ?? signal})`)
    return (lived as Lived).passed
  }

  /** Rows about the person, by table, but for the record's lines; and how often the record says that they were erased. */
  const leftIn = (dataDir: string) =>
    withTables(dataDir, async ({ executor }, tables) => {
      const rows: Record<string, number> = {}
      for (const [name, { about }] of Object.entries(HELD))
        if (about !== null && name !== 'auditLines')
          rows[name] = (await tables[name as keyof Rows].all(executor, about, [personId])).length
      const lines = await tables.auditLines.all(executor, `action = 'person.erased' AND subject_id = $1`, [
        personId,
      ])
      return {
        rows,
        lines: lines.length,
        tombs: (await tables.erasedCredentials.all(executor, '1 = 1', [])).length,
      }
    })

  it('leaves all or nothing, wherever its process is killed', async () => {
    const before = await leftIn(prepared)
    expect(Object.values(before.rows)).not.to.include(0)
    expect([before.lines, before.tombs]).to.deep.equal([0, 0])
    /** What is left by a process that was to die at this point. */
    async function tried(child: ChildProcess, point: number) {
      const dataDir = join(folder, String(point))
      await cp(prepared, dataDir, { recursive: true })
      const passed = await run(child, dataDir, point)
      const left = await leftIn(dataDir)
      await rm(dataDir, { recursive: true, force: true })
      const all = Object.values(left.rows).every((count) => count === 0)
      if (!all) expect(left, `killed at point ${point}`).to.deep.equal(before)
      else expect([left.lines, left.tombs], `killed at point ${point}`).to.deep.equal([1, 2])
      return { passed, all }
    }
    const whole = await tried(warm(), 1_000_000)
    if (whole.passed === null) throw new Error('it died of something else')
    expect(whole).to.include({ all: true })
    // Some of the statements on the way, and each point around the commit, which is among the last.
    const { passed } = whole
    const points = Array.from({ length: passed }, (_, index) => index + 1)
    const chosen = points.filter((point) => point % 11 === 1 || point > passed - LAST)
    const outcomes = new Set<boolean>()
    let next = warm()
    for (const point of chosen) {
      const child = next
      if (point !== chosen.at(-1)) next = warm()
      const outcome = await tried(child, point)
      expect(outcome.passed, `point ${point}`).to.equal(null)
      outcomes.add(outcome.all)
    }
    process.stdout.write(`      ${chosen.length} of ${passed} points tried\n`)
    // Before the commit nothing, after it all.
    expect(outcomes).to.deep.equal(new Set([false, true]))
  })
})
