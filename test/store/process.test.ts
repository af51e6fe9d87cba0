import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { LOADER } from '../support/loader.ts'
import { freshPostgres } from '../support/postgres.ts'
import { open, rejection } from './support.ts'

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url))

/** A process that writes rows, saying each when it was acknowledged, until it is killed. */
function startWriter(url: string): { child: ChildProcess; lines: AsyncIterable<string> } {
  const child = spawn(process.execPath, [...LOADER, WRITER, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no output')
  return { child, lines: createInterface(child.stdout) }
}

async function killAfter(url: string, count: number): Promise<string[]> {
  const { child, lines } = startWriter(url)
  const acknowledged: string[] = []
  for await (const line of lines) {
    acknowledged.push(line)
    if (acknowledged.length === count) child.kill('SIGKILL')
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged
}

describe('a killed process', function () {
  this.timeout(60_000)
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-kill-'))
  })
  after(() => rm(folder, { recursive: true }))

  for (const dialect of ['SQLite', 'PostgreSQL']) {
    it(`has lost nothing it acknowledged, and locks nobody out, on ${dialect}`, async () => {
      const url = dialect === 'SQLite' ? `sqlite:${join(folder, 'killed.db')}` : await freshPostgres()
      const acknowledged = await killAfter(url, 100)
      expect(acknowledged.length).to.be.at.least(100)
      const { store, engine } = await open(url)
      const saved = new Set((await store.issuers.list()).map(({ id }) => id))
      expect(acknowledged.filter((id) => !saved.has(id))).to.deep.equal([])
      expect((await engine.counts()).waiting).to.equal(saved.size)
      await store.close()
    })
  }

  it('is told apart from a living one: a second process on the same SQLite file is refused', async () => {
    const url = `sqlite:${join(folder, 'shared.db')}`
    const { child, lines } = startWriter(url)
    for await (const _ of lines) break
    const refusal = await rejection(open(url))
    expect(refusal.code).to.equal('database_in_use')
    expect(refusal.message).to.match(/PostgreSQL/)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const { store } = await open(url)
    await store.close()
  })

  it('leaves its SQLite files to its owner alone', async () => {
    const file = join(folder, 'private.db')
    const { store } = await open(`sqlite:${file}`)
    await store.issuers.list()
    for (const path of [file, `${file}-wal`]) expect((await stat(path)).mode & 0o777).to.equal(0o600)
    await store.close()
  })

  it('refuses a database URL it cannot read, without repeating it', async () => {
    const refusal = await rejection(open('mysql://user:secret@host/db'))
    expect(refusal.code).to.equal('database_url_invalid')
    expect(refusal.message).not.to.match(/secret/)
  })
})
