import { statements } from './dialect.ts'

export default statements('0005-jobs', (dialect) =>
  dialect === 'sqlite'
    ? [
        `CREATE TABLE jobs (
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          id TEXT NOT NULL UNIQUE,
          name TEXT NOT NULL,
          key TEXT,
          data TEXT NOT NULL,
          state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'dead')),
          run_at INTEGER NOT NULL,
          attempt INTEGER NOT NULL,
          lease_until INTEGER,
          error TEXT
        )`,
        'CREATE INDEX jobs_due ON jobs (state, run_at)',
        // While a job waits, a second one with its name and key is not needed.
        `CREATE UNIQUE INDEX jobs_one_waiting ON jobs (name, key) WHERE state = 'ready' AND key IS NOT NULL`,
        // Two jobs with the same name and key never run at once.
        `CREATE UNIQUE INDEX jobs_one_running ON jobs (name, key) WHERE state = 'running' AND key IS NOT NULL`,
      ]
    : [
        // pg-boss keeps the jobs; this says which running ones have a living process behind them.
        `CREATE TABLE job_leases (
          job_id TEXT PRIMARY KEY,
          name TEXT NOT NULL,
          key TEXT,
          until BIGINT NOT NULL,
          -- Two jobs with the same name and key never run at once, in any process.
          UNIQUE (name, key)
        )`,
      ],
)
