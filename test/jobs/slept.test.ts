/** A process whose machine slept, or whose clock was set ahead, while it worked. */
import { expect } from 'chai'
import type { JobHandlers } from '../../src/app/ports.ts'
import { onBoth } from '../store/support.ts'

const LEASE = 60_000
let ahead = 0

onBoth(
  'a job longer than its lease by the clock',
  (db) => {
    it('goes on where it runs, and is not begun a second time beside itself', async () => {
      const begun: string[] = []
      let wake = () => {}
      const slept = new Promise<void>((resolve) => {
        wake = resolve
      })
      const other = async () => undefined
      const handlers: JobHandlers = {
        refresh: other,
        evaluate: other,
        'post-work': other,
        mail: other,
        reissue: other,
        async publish({ data }) {
          begun.push(data.courseId)
          if (data.courseId === 'long') await slept
          // The queue looks for abandoned jobs before it takes one, so by now it has looked.
          else wake()
        },
      }
      await db.engine.start(handlers)
      const send = (courseId: string) => db.store.write((unit) => unit.jobs.send('publish', { courseId }))
      await send('long')
      while (begun.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      ahead += 2 * LEASE
      await send('next')
      await db.engine.idle()
      expect(begun).to.deep.equal(['long', 'next'])
      expect(await db.engine.counts()).to.deep.equal({ waiting: 0, running: 0, dead: 0 })
    })
  },
  { clock: { now: () => Date.now() + ahead }, jobs: { leaseMilliseconds: LEASE } },
)
