import { randomUUID } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DatabaseCondition } from '../app/ports.ts'
import type { Executor } from './executor.ts'
import { MIGRATION_NAMES } from './migrations/index.ts'

/** How the database is, for those who look after it. `file`: the SQLite file, `null` on PostgreSQL. Nothing is left written. */
export async function conditionOf(db: Executor, file: string | null): Promise<DatabaseCondition> {
  const rows = await db.read('SELECT name FROM schema_migrations ORDER BY name')
  const done = rows.map((row) => String(row.name))
  return {
    kind: db.dialect,
    pending: MIGRATION_NAMES.filter((name) => !done.includes(name)),
    unknown: done.filter((name) => !MIGRATION_NAMES.includes(name)),
    writeFault: await tryToWrite(db),
    freeBytes: file === null ? null : await freeBytes(dirname(file)),
  }
}

/** Writes a row and takes it away again in one unit that is committed: what does not get to the disk is noticed. */
async function tryToWrite(db: Executor): Promise<string | null> {
  const name = `a trial of ${randomUUID()}`
  try {
    await db.atomically(async (unit) => {
      await unit.write('INSERT INTO tickets (id_hash, payload, expires_at) VALUES ($1, $2, 0)', [name, '{}'])
      await unit.write('DELETE FROM tickets WHERE id_hash = $1', [name])
    })
    return null
  } catch (error) {
    const { original, code } = error as { original?: { code?: unknown }; code?: unknown }
    return String(original?.code ?? code ?? 'unknown')
  }
}

async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
