/**
 * The whole way with a real process of the tool: the reference VLE runs in the process of the test, the tool is started
 * as its operator starts it, and robots go through the pages of both.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LOADER } from '../support/loader.ts'
import { addLadderTool, addSmallCourse, type SmallCourse } from '../vle/fixtures.ts'
import { createVle, type Vle } from '../vle/index.ts'
import { freePort, until } from './until.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const SETTINGS =
  /^(PORT|HOST|PUBLIC_URL|DATA_DIR|DATABASE_URL|SECRET_KEY\w*|KEY_\w+|FILES?_\w+|TRUST_PROXY|REFRESH_MINUTES|ISSUER_\w+|NODE_ENV)$/

export type Settings = Readonly<Record<string, string>>

/** A process of ours, with what it said. */
export interface Started {
  readonly child: ChildProcess
  /** Both outputs so far. */
  said(): string
  /** Its exit code, or the name of the signal that ended it. */
  readonly ended: Promise<number | string>
}

export interface Stage {
  readonly vle: Vle
  readonly school: SmallCourse
  readonly toolUrl: string
  /** Of the tool that `start` starts; to start others beside it. */
  readonly settings: Settings
  /** Starts the tool and waits until it answers. */
  start(): Promise<Started>
  /** Ends every process and removes the data. */
  close(): Promise<void>
}

const living = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL')
})

/** Starts a command with these settings and no others that this shell may have. */
export function begin(command: string, args: readonly string[], settings: Settings): Started {
  const own = Object.entries(process.env).filter(([name]) => !SETTINGS.test(name))
  const child = spawn(command, args, { cwd: ROOT, env: { ...Object.fromEntries(own), ...settings } })
  living.add(child)
  let text = ''
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  const ended = once(child, 'close').then(([code, signal]: (number | string)[]) => {
    living.delete(child)
    return code ?? signal ?? ''
  })
  return { child, ended, said: () => text }
}

/** `npm start`, without npm in between. */
export function beginTool(settings: Settings): Started {
  return begin(process.execPath, [...LOADER, 'src/main.ts'], settings)
}

async function command(settings: Settings, ...args: string[]): Promise<void> {
  const run = begin('npm', ['run', '--silent', 'tool', '--', ...args], settings)
  if ((await run.ended) !== 0) throw new Error(run.said())
}

async function isReady(toolUrl: string): Promise<boolean> {
  const reply = await fetch(`${toolUrl}/readyz`).catch(() => null)
  return reply?.status === 200
}

/** A VLE with a small course and the tool in it, known to the tool as an approved platform. The tool is not started yet. */
export async function openStage(options: { learners?: number } = {}): Promise<Stage> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ladder-whole-'))
  const port = await freePort()
  const toolUrl = `http://localhost:${port}`
  const vle = await createVle()
  const school = addSmallCourse(vle, options)
  const { clientId, deploymentId } = addLadderTool(vle, toolUrl)
  const settings: Settings = {
    PORT: String(port),
    HOST: 'localhost',
    PUBLIC_URL: toolUrl,
    DATA_DIR: dataDir,
    ALLOW_PRIVATE_PLATFORMS: 'true',
    LOG_LEVEL: 'warn',
    RATE_LIMIT_PER_MINUTE: '100000',
    REFRESH_MINUTES: '0',
  }
  const started: Started[] = []
  const stage: Stage = {
    vle,
    school,
    toolUrl,
    settings,
    async start() {
      const tool = beginTool(settings)
      started.push(tool)
      let end: number | string | null = null
      tool.ended.then((how) => {
        end = how
      })
      await until('the tool answers', () => {
        if (end !== null) throw new Error(`the tool ended (${end}):\n${tool.said()}`)
        return isReady(toolUrl)
      })
      return tool
    },
    async close() {
      for (const { child } of started) if (living.has(child)) child.kill('SIGKILL')
      await Promise.all(started.map((one) => one.ended))
      await vle.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  try {
    const { issuer, authUrl, tokenUrl, jwksUrl } = vle.platform
    const names = [
      '--name',
      'The VLE',
      '--issuer',
      issuer,
      '--client-id',
      clientId,
      '--deployment-id',
      deploymentId,
    ]
    const addresses = ['--auth-url', authUrl, '--token-url', tokenUrl, '--jwks-url', jwksUrl]
    await command(settings, 'platform', 'add', ...names, ...addresses, '--approve')
  } catch (error) {
    await stage.close()
    throw error
  }
  return stage
}

/** Makes the VLE take so long for each answer; the returned function says how often its services were asked since. */
export function slowDown({ faults }: Vle, milliseconds: number): () => number {
  let asked = 0
  Object.defineProperty(faults, 'slowMs', {
    configurable: true,
    get() {
      asked += 1
      // The service looks twice at it: whether to wait, and how long.
      return milliseconds
    },
  })
  return () => asked / 2
}

/** Ends what `slowDown` began. */
export function speedUp({ faults }: Vle): void {
  Object.defineProperty(faults, 'slowMs', { configurable: true, writable: true, value: 0 })
}
