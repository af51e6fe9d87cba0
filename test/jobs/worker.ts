/** Run as a process of its own: begins a job that never ends, and says so. */
import { randomBytes, randomUUID } from 'node:crypto'
import { createJobs } from '../../src/jobs/index.ts'
import { openStore } from '../../src/store/index.ts'

const clock = { now: () => Date.now() }
const random = {
  uuid: () => randomUUID(),
  token: (bytes: number) => randomBytes(bytes).toString('base64url'),
}
const other = async () => undefined
const jobs = createJobs({ clock, random, leaseMilliseconds: 1500 })
const { store, engine } = await openStore({ url: process.argv[2] ?? '', clock, random, jobs })
await engine.start({
  async publish({ data }) {
    process.stdout.write(`working on ${data.courseId}\n`)
    await new Promise(() => setInterval(() => undefined, 1000))
  },
  refresh: other,
  evaluate: other,
  'post-work': other,
  mail: other,
  reissue: other,
})
await store.write((unit) => unit.jobs.send('publish', { courseId: 'killed' }, { key: 'killed' }))
