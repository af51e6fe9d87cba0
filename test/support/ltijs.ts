import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformDetails } from '../vle/index.ts'
import { LOADER } from './loader.ts'

export interface LtijsSettings {
  readonly port: number
  readonly file: string
  readonly platforms: readonly (PlatformDetails & { readonly clientId: string })[]
}

export interface Ltijs {
  /** `http://localhost:…`; its routes are those of Credential Ladder's contract. */
  readonly toolUrl: string
  close(): Promise<void>
}

/** Starts the peer, ltijs 5.9.9 with its Sequelize plugin on SQLite, at an address chosen before so that a VLE can know it. */
export async function startLtijs(port: number, platforms: LtijsSettings['platforms']): Promise<Ltijs> {
  const folder = await mkdtemp(join(tmpdir(), 'ltijs-'))
  const settings: LtijsSettings = { port, platforms, file: join(folder, 'ltijs.db') }
  const child = fork(join(import.meta.dirname, 'ltijs.child.ts'), [JSON.stringify(settings)], {
    execArgv: LOADER,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(child, 'exit')
  const close = async () => {
    child.kill('SIGKILL')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const ready = await Promise.race([once(child, 'message').then(() => true), ended.then(() => false)])
  if (!ready) {
    await close()
    throw new Error(`ltijs ended before it answered:\n${said}`)
  }
  return { toolUrl: `http://localhost:${port}`, close }
}
