import { strict as assert } from 'node:assert'
import { Client } from 'pg'
import sqlite3 from 'sqlite3'
import type { Credential } from '../src/app/model.ts'
import { type JsonObject, signCredential } from '../src/openbadges/index.ts'
import { issuerKey, NOW } from '../test/openbadges/support/factories.ts'
import { type LargeCourse, openLargeCourse } from '../test/support/large-course.ts'
import { startPostgres } from '../test/support/postgres-server.ts'
import { rate, unsigned, whole } from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { copyInto } from './support/copy.ts'
import { interleaved, median } from './support/rounds.ts'

const ROWS = 2_000
const ROUNDS = 5

/** Signed credentials into the product's own table, with its indexes and triggers, against the fastest way that each database has. */
export const persist: Benchmark = {
  name: 'persist',
  async run() {
    const postgres = await startPostgres()
    try {
      return [
        await measured('G6', 'prepared statements on SQLite', 0.55, undefined, bySqlite),
        await measured('G6-pg', 'COPY on PostgreSQL', 0.8, await postgres.fresh(), byPostgres),
      ]
    } finally {
      await postgres.stop()
    }
  },
}

/** Columns and values as the table has them. */
interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly unknown[])[]
}

/** Answers rows a second; connecting is not counted. */
type Peer = (at: string, table: Table) => Promise<number>

async function measured(id: string, against: string, goal: number, url: string | undefined, peer: Peer) {
  const large = await openLargeCourse({ learners: ROWS, eligible: ROWS, ...(url ? { url } : {}) })
  try {
    const { tool } = large
    const at = tool.config.databaseUrl
    const credentials = await credentialsOf(large)
    const award = () => tool.store.write((unit) => unit.credentials.award(credentials))
    const table = tableOf(credentials)
    const found = await interleaved(ROUNDS, {
      ours: async () => {
        const perSecond = await rate(ROWS, award)
        await emptied(at)
        return perSecond
      },
      peer: async () => {
        const perSecond = await peer(at, table)
        assert.equal(await emptied(at), ROWS)
        return perSecond
      },
    })
    const [ours, theirs] = [median(found.ours), median(found.peer)]
    return {
      id,
      what: `credentials written a second, against ${against}`,
      measured: { ratio: ours / theirs },
      goal: { at: 'least' as const, value: goal },
      figures: `${whole(ours)}/s, ${against} ${whole(theirs)}/s`,
    }
  } finally {
    await large.close()
  }
}

async function credentialsOf({ tool, course, eligible }: LargeCourse): Promise<Credential[]> {
  const { store, random } = tool
  const achievement = {
    id: random.uuid(),
    courseId: course.id,
    level: 'completed' as const,
    criteriaVersion: 1,
    courseTitle: course.title,
    issuerId: course.issuerId,
    name: 'Completed',
    description: '',
    criteriaNarrative: '',
    belowId: null,
    edition: 1,
    look: '{}',
  }
  await store.credentials.achievements([achievement])
  const places = await store.credentials.reserveStatus(course.issuerId, eligible.length)
  const [document = {} as JsonObject] = unsigned(1)
  const signed = JSON.stringify(await signCredential(document, await issuerKey(), NOW))
  return eligible.map((personId, index) => ({
    id: random.uuid(),
    achievementId: achievement.id,
    courseId: course.id,
    personId,
    level: 'completed',
    state: 'live',
    criteriaVersion: 1,
    narrative: 'Attended 5 of 5 sessions.',
    awardedAt: NOW,
    awardedBy: null,
    expiresAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    statusListId: places[index]?.listId ?? '',
    statusIndex: places[index]?.index ?? 0,
    subjectId: `urn:uuid:${random.uuid()}`,
    recipientType: 'emailAddress',
    recipientHash: `sha256$${'0'.repeat(64)}`,
    salt: random.token(32),
    document: signed,
    publishedAt: null,
    offeredAt: null,
    retractedAt: null,
    undone: null,
    withdrawnCause: null,
    replacedBy: null,
    renewedBy: null,
    reissuedAt: null,
  }))
}

function tableOf(credentials: readonly Credential[]): Table {
  const [first] = credentials
  const columns = Object.keys(first ?? {}).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  )
  return { columns, rows: credentials.map((row) => Object.values(row)) }
}

const isSqlite = (at: string) => at.startsWith('sqlite:')

/** Removes all credentials; answers how many there were. */
async function emptied(at: string): Promise<number> {
  if (isSqlite(at)) {
    return withSqlite(
      at,
      (database) =>
        new Promise((resolve, reject) => {
          database.run('DELETE FROM credentials', function (error) {
            if (error) reject(error)
            else resolve(this.changes)
          })
        }),
    )
  }
  return withPostgres(at, async (client) => (await client.query('DELETE FROM credentials')).rowCount ?? 0)
}

/** One prepared statement, one run a row, one transaction: as durable as ours. */
function bySqlite(at: string, { columns, rows }: Table): Promise<number> {
  return withSqlite(at, (database) =>
    rate(
      ROWS,
      () =>
        new Promise<void>((resolve, reject) => {
          const fail = (error: Error | null) => error && reject(error)
          database.serialize(() => {
            database.run('PRAGMA synchronous = FULL', fail)
            database.run('BEGIN IMMEDIATE', fail)
            const places = columns.map(() => '?').join(', ')
            const statement = database.prepare(
              `INSERT INTO credentials (${columns.join(', ')}) VALUES (${places})`,
              fail,
            )
            for (const row of rows) statement.run(row, fail)
            statement.finalize(fail)
            database.run('COMMIT', (error) => (error ? reject(error) : resolve()))
          })
        }),
    ),
  )
}

function byPostgres(at: string, { columns, rows }: Table): Promise<number> {
  return withPostgres(at, (client) => rate(ROWS, () => copyInto(client, 'credentials', columns, rows)))
}

async function withSqlite<T>(at: string, work: (database: sqlite3.Database) => Promise<T>): Promise<T> {
  const database = new sqlite3.Database(at.slice('sqlite:'.length))
  database.configure('busyTimeout', 10_000)
  try {
    return await work(database)
  } finally {
    await new Promise((resolve) => database.close(resolve))
  }
}

async function withPostgres<T>(at: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: at })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
