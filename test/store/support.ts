import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock, JobEngine, Random, Store } from '../../src/app/ports.ts'
import { createJobs, type JobsOptions } from '../../src/jobs/index.ts'
import { openStore, type StatementInfo } from '../../src/store/index.ts'
import { freshPostgres } from '../support/postgres.ts'

export const clock: Clock = { now: () => Date.now() }
export const random: Random = {
  uuid: randomUUID,
  token: (bytes) => randomBytes(bytes).toString('base64url'),
}

/** An open database of a suite. */
export interface Opened {
  store: Store
  engine: JobEngine
  url: string
  /** Every statement that ran, oldest first; tests empty it. */
  statements: StatementInfo[]
  /** Closes and opens the same database again, as a restarted process would. */
  reopen(): Promise<void>
}

export interface Settings {
  jobs?: Partial<JobsOptions>
  clock?: Clock
}

/** Declares the same suite for SQLite and for PostgreSQL, each with a fresh database. */
export function onBoth(
  title: string,
  suite: (db: Opened, dialect: string) => void,
  settings: Settings = {},
): void {
  for (const dialect of ['SQLite', 'PostgreSQL']) {
    describe(`${title} on ${dialect}`, () => {
      const db = {} as Opened
      let folder: string | null = null

      before(async function openDatabase() {
        this.timeout(60_000)
        if (dialect === 'SQLite') folder = await mkdtemp(join(tmpdir(), 'ladder-store-'))
        db.url = folder === null ? await freshPostgres() : `sqlite:${join(folder, 'test.db')}`
        db.statements = []
        db.reopen = async () => {
          await db.store.close()
          Object.assign(db, await open(db.url, settings, db.statements))
        }
        Object.assign(db, await open(db.url, settings, db.statements))
      })
      after(async () => {
        await db.store?.close()
        if (folder !== null) await rm(folder, { recursive: true })
      })
      suite(db, dialect)
    })
  }
}

export function open(url: string, settings: Settings = {}, statements: StatementInfo[] = []) {
  const time = settings.clock ?? clock
  return openStore({
    url,
    clock: time,
    random,
    jobs: createJobs({ clock: time, random, pollMilliseconds: 20, ...settings.jobs }),
    onStatement: (info) => statements.push(info),
  })
}

/** What a promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & { code?: string }> {
  try {
    await promise
  } catch (error) {
    return error as Error
  }
  throw new Error('it was not rejected')
}
