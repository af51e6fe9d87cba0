/** Run as a process of its own: writes rows with a job each, and prints an id once its write is acknowledged. */

import { randomBytes, randomUUID } from 'node:crypto'
import { createJobs } from '../../src/jobs/index.ts'
import { openStore } from '../../src/store/index.ts'

const clock = { now: () => Date.now() }
const random = {
  uuid: () => randomUUID(),
  token: (bytes: number) => randomBytes(bytes).toString('base64url'),
}
const url = process.argv[2] ?? ''
const { store } = await openStore({ url, clock, random, jobs: createJobs({ clock, random }) })
for (;;) {
  await Promise.all(
    Array.from({ length: 5 }, async () => {
      const id = random.uuid()
      await store.write(async (unit) => {
        await unit.issuers.save({
          id,
          name: id,
          url: 'https://a.test',
          email: null,
          description: null,
          logo: null,
          colour: null,
          savedAt: null,
        })
        await unit.jobs.send('publish', { courseId: id })
      })
      process.stdout.write(`${id}\n`)
    }),
  )
}
