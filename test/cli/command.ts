import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { LOADER } from '../support/loader.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const SETTINGS =
  /^(PORT|HOST|PUBLIC_URL|DATA_DIR|DATABASE_URL|SECRET_KEY\w*|KEY_\w+|ALLOW_PRIVATE_PLATFORMS|LOG_LEVEL|ISSUER_\w+|NODE_ENV)$/

/** A Node process with the loader takes a while to start where many run at once. */
export const SLOW = 120_000

export interface Answer {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** `npm run tool -- …`, without npm in between, with these settings and no others that this shell may have. */
export async function run(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Answer> {
  const own = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))
  const child = spawn(process.execPath, [...LOADER, 'src/cli/main.ts', ...args], {
    cwd: ROOT,
    env: { ...Object.fromEntries(own), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}

export interface Desk {
  readonly folder: string
  run(...args: string[]): Promise<Answer>
  /** What `--json` answers, read. */
  json(...args: string[]): Promise<unknown>
  close(): Promise<void>
}

/** An operator with a data folder of their own, and nothing in it. */
export async function openDesk(settings: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-cli-'))
  const all = { DATA_DIR: folder, ...settings }
  return {
    folder,
    run: (...args) => run(all, ...args),
    async json(...args) {
      const { stdout, stderr } = await run(all, ...args, '--json')
      if (stderr) throw new Error(stderr)
      return JSON.parse(stdout)
    },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}
