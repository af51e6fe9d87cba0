import type { Deps } from '../app/deps.ts'
import { AppError } from '../app/errors.ts'
import type { Doctor } from '../app/operating/doctor.ts'
import type { Clock, JobEngine } from '../app/ports.ts'
import type { Arguments } from './arguments.ts'
import type { Output } from './output.ts'

/** What a command has that needs no database. */
export interface Outside {
  readonly clock: Clock
  readonly fetch: typeof globalThis.fetch
}

/** What any other command has. */
export interface CommandDeps extends Deps, Outside {
  readonly engine: JobEngine
  readonly doctor: Pick<Doctor, 'examine'>
  readonly allowPrivate: boolean
  /** Aborted when nobody waits for the answer any more, or the tool stops: a command that waits stops waiting. */
  readonly signal: AbortSignal
}

/** What a diagnosis has, whether or not there is a database. */
export type DoctorCommandDeps = Pick<CommandDeps, 'doctor' | 'toolUrl' | 'words'>

type Run<D> = (args: Arguments, output: Output, deps: D) => Promise<number>

/**
 * `nothing`: runs where it is typed. `database`, or `jobs` that run as well: runs in the process that has the database, which with
 * SQLite may be the tool's own. Such a command therefore reads and writes no file and speaks through its `Output` alone.
 * `what-there-is`: the same, but where the settings are wrong or the database cannot be had it runs without.
 */
export type Command =
  | { readonly needs: 'nothing'; readonly run: Run<Outside> }
  | { readonly needs: 'database' | 'jobs'; readonly run: Run<CommandDeps> }
  | { readonly needs: 'what-there-is'; readonly run: Run<DoctorCommandDeps> }

/** Every command by its first word. Each is loaded when it is asked for: what some stand on takes seconds to load. */
const COMMANDS = new Map<string, Command>(
  Object.entries({
    platform: {
      needs: 'database',
      run: async (...call) => (await import('./platforms.ts')).platformCommand(...call),
    },
    'registration-link': {
      needs: 'database',
      run: async (...call) => (await import('./registration-link.ts')).registrationLinkCommand(...call),
    },
    issuer: {
      needs: 'database',
      run: async (...call) => (await import('./issuers.ts')).issuerCommand(...call),
    },
    keys: { needs: 'database', run: async (...call) => (await import('./keys.ts')).keysCommand(...call) },
    refresh: {
      needs: 'jobs',
      run: async (...call) => (await import('./refresh.ts')).refreshCommand(...call),
    },
    credential: {
      needs: 'jobs',
      run: async (...call) => (await import('./credentials.ts')).credentialCommand(...call),
    },
    export: {
      needs: 'database',
      run: async (...call) => (await import('./people.ts')).exportCommand(...call),
    },
    erase: {
      needs: 'jobs',
      run: async (...call) => (await import('./people.ts')).eraseCommand(...call),
    },
    doctor: {
      needs: 'what-there-is',
      run: async (...call) => (await import('./doctor.ts')).doctorCommand(...call),
    },
    verify: {
      needs: 'nothing',
      run: async (...call) => (await import('./verify.ts')).verifyCommand(...call),
    },
  } satisfies Record<string, Command>),
)

/** Errors: `usage`. */
export function commandOf({ words: [name = ''] }: Arguments): Command {
  const command = COMMANDS.get(name)
  if (!command) throw new AppError('usage', 2, `there is no command ${name}; --help lists them`)
  return command
}
