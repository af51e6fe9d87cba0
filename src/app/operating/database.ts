import { KEY_USES, type StoredKey } from '../model.ts'
import type { DatabaseCondition, JobEngine, Store } from '../ports.ts'
import { type Finding, finding } from './findings.ts'

const MEGABYTE = 1024 * 1024
const LEAST_FREE = 200 * MEGABYTE
/** Jobs are taken within a second; one that is due for so long finds nobody. */
const LATE_MINUTES = 10

/** Why the database could not be opened. Nothing is said of its address, which may carry a password. */
export function databaseFault(error: unknown): Finding {
  const { original, code, name } = (error ?? {}) as {
    original?: { code?: unknown }
    code?: unknown
    name?: unknown
  }
  const word = String(original?.code ?? code ?? name ?? 'unknown')
  if (word === 'database_in_use') return finding('database', 'unknown', 'database_in_use')
  return finding('database', 'fail', 'database_unavailable', { code: word })
}

/** Whether the database answers, fits this version, can be written and has room. */
export async function checkDatabase(store: Pick<Store, 'ping' | 'condition'>): Promise<Finding[]> {
  try {
    await store.ping()
    const condition = await store.condition()
    return [
      finding('database', 'pass', 'database_answers', { kind: condition.kind }),
      migrations(condition),
      condition.writeFault === null
        ? finding('writing', 'pass', 'write_done')
        : finding('writing', 'fail', 'write_failed', { code: condition.writeFault }),
      ...disk(condition),
    ]
  } catch (error) {
    return [databaseFault(error)]
  }
}

function migrations({ pending, unknown }: DatabaseCondition): Finding {
  if (unknown.length > 0)
    return finding('migrations', 'fail', 'database_newer', { names: unknown.join(', ') })
  return pending.length > 0
    ? finding('migrations', 'fail', 'migrations_pending', { names: pending.join(', ') })
    : finding('migrations', 'pass', 'migrations_done')
}

/** Nothing on PostgreSQL: its disk is another machine's. */
function disk({ freeBytes }: DatabaseCondition): Finding[] {
  if (freeBytes === null) return []
  const detail = { megabytes: String(Math.floor(freeBytes / MEGABYTE)) }
  return [
    freeBytes < LEAST_FREE
      ? finding('disk', 'fail', 'disk_low', detail)
      : finding('disk', 'pass', 'disk_enough', detail),
  ]
}

/** Whether the operator's secret opens the private keys that are stored: with another one nothing can be signed. */
export async function checkSecret(
  { keys }: Pick<Store, 'keys'>,
  open: (sealed: string) => unknown,
): Promise<Finding> {
  const all = (await Promise.all(KEY_USES.map((use) => keys.list(use, null)))).flat()
  // The private half of a key that has retired is deleted in time.
  const stored = all.filter(({ encryptedSecret }: StoredKey) => encryptedSecret !== '')
  if (stored.length === 0) return finding('secret-key', 'unknown', 'no_keys_yet')
  const shut = stored.filter(({ encryptedSecret }) => !opens(open, encryptedSecret)).length
  const detail = { keys: String(stored.length), shut: String(shut) }
  return shut === 0
    ? finding('secret-key', 'pass', 'secret_opens_keys', detail)
    : finding('secret-key', 'fail', 'secret_wrong', detail)
}

function opens(open: (sealed: string) => unknown, sealed: string): boolean {
  try {
    open(sealed)
    return true
  } catch {
    return false
  }
}

/** Whether jobs get on, and which were given up. */
export async function checkQueue(
  engine: Pick<JobEngine, 'counts' | 'troubles'>,
  now: number,
): Promise<Finding[]> {
  const [counts, troubles] = await Promise.all([engine.counts(), engine.troubles()])
  const minutes = troubles.dueSince === null ? 0 : Math.floor((now - troubles.dueSince) / 60_000)
  const dead = troubles.dead.map(({ name, error, jobs }) => `${jobs} × ${name} (${error})`)
  return [
    minutes >= LATE_MINUTES
      ? finding('queue', 'fail', 'jobs_late', { minutes: String(minutes) })
      : finding('queue', 'pass', 'queue_moves', {
          waiting: String(counts.waiting),
          running: String(counts.running),
        }),
    dead.length > 0
      ? finding('jobs', 'fail', 'jobs_dead', { jobs: dead.join(', ') })
      : finding('jobs', 'pass', 'no_dead_jobs'),
  ]
}
