/** What becomes of jobs whose process was killed while it worked on them. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import type { Job } from '../../src/app/ports.ts'
import { open } from '../store/support.ts'
import { LOADER } from '../support/loader.ts'
import { freshPostgres } from '../support/postgres.ts'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))
const LEASE = { leaseMilliseconds: 1500 }

describe('a job whose process was killed', function () {
  this.timeout(60_000)
  let folder: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ladder-jobs-'))
  })
  after(() => rm(folder, { recursive: true }))

  for (const dialect of ['SQLite', 'PostgreSQL']) {
    it(`is taken up again, as its next try, on ${dialect}`, async () => {
      const url = dialect === 'SQLite' ? `sqlite:${join(folder, 'jobs.db')}` : await freshPostgres()
      const child = spawn(process.execPath, [...LOADER, WORKER, url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = await once(createInterface(child.stdout), 'line')
      expect(line).to.equal('working on killed')
      child.kill('SIGKILL')
      await once(child, 'exit')

      const { store, engine } = await open(url, { jobs: LEASE })
      expect((await engine.counts()).running).to.equal(1)
      const seen = new Promise<Job>((resolve) => {
        const other = async () => undefined
        engine.start({
          publish: async (job) => resolve(job),
          refresh: other,
          evaluate: other,
          'post-work': other,
          mail: other,
          reissue: other,
        })
      })
      expect(await seen).to.include({ name: 'publish', attempt: 2 })
      await engine.idle()
      expect(await engine.counts()).to.deep.equal({ waiting: 0, running: 0, dead: 0 })
      await store.close()
    })
  }

  it('of another, living process is left alone on PostgreSQL, however long it takes', async () => {
    const url = await freshPostgres()
    const first = await open(url, { jobs: { leaseMilliseconds: 300 } })
    const second = await open(url, { jobs: { leaseMilliseconds: 300 } })
    const seen: string[] = []
    const handlers = (who: string) => {
      const other = async () => undefined
      return {
        async publish() {
          seen.push(who)
          // Longer than the lease, which must be renewed meanwhile.
          await new Promise((resolve) => setTimeout(resolve, 1000))
        },
        refresh: other,
        evaluate: other,
        'post-work': other,
        mail: other,
        reissue: other,
      }
    }
    await first.engine.start(handlers('first'))
    await second.engine.start(handlers('second'))
    await first.store.write((unit) => unit.jobs.send('publish', { courseId: 'c' }, { key: 'c' }))
    await second.engine.idle()
    expect(seen).to.have.length(1)
    await first.store.close()
    await second.store.close()
  })
})
