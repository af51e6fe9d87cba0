import { expect } from 'chai'
import type { Job, JobData, JobHandlers, JobName } from '../../src/app/ports.ts'
import { onBoth } from '../store/support.ts'

/** Opened after each test, so that one that fails does not hold up the next. */
const gates: (() => void)[] = []

/** A promise that somebody else settles. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
    gates.push(resolve)
  })
  return { opened, open: () => open() }
}

/** Handlers of which only those given do anything. */
function handlers(given: Partial<JobHandlers>): JobHandlers {
  const nothing = async () => undefined
  return {
    refresh: nothing,
    publish: nothing,
    evaluate: nothing,
    'post-work': nothing,
    mail: nothing,
    reissue: nothing,
    ...given,
  }
}

/** Resolves when `condition` holds; mocha's own timeout is the limit. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
}

onBoth(
  'the job queue',
  (db) => {
    const send = <N extends JobName>(
      name: N,
      data: JobData[N],
      options?: { key?: string; delaySeconds?: number; hasten?: boolean },
    ) => db.store.write((unit) => unit.jobs.send(name, data, options))

    afterEach(async () => {
      for (const open of gates.splice(0)) open()
      await db.engine.stop()
      await db.engine.start(handlers({}))
      await db.engine.idle()
      await db.engine.stop()
    })

    it('runs a job once with its data, and keeps nothing of it', async () => {
      const seen: Job[] = []
      await db.engine.start(handlers({ evaluate: async (job) => void seen.push(job) }))
      const data = { courseId: 'c', personIds: ['a', 'b\'"ŵ'], endsRun: true }
      await send('evaluate', data)
      await db.engine.idle()
      expect(seen.map(({ name, data, attempt }) => ({ name, data, attempt }))).to.deep.equal([
        { name: 'evaluate', data, attempt: 1 },
      ])
      expect(await db.engine.counts()).to.deep.equal({ waiting: 0, running: 0, dead: 0 })
    })

    it('wakes for a job at once, also one that waited before it was started', async () => {
      const seen: string[] = []
      await send('publish', { courseId: 'before' })
      await db.engine.start(handlers({ publish: async ({ data }) => void seen.push(data.courseId) }))
      await until(() => seen.length === 1)
      await send('publish', { courseId: 'after' })
      await until(() => seen.length === 2)
      expect(seen).to.deep.equal(['before', 'after'])
    })

    it('drops a second job with a key that waits, but not one without a key or of another name', async () => {
      for (const key of ['k', 'k', 'l']) await send('refresh', { courseId: key }, { key })
      await Promise.all([1, 2, 3].map(() => send('refresh', { courseId: 'm' }, { key: 'm' })))
      await send('publish', { courseId: 'k' }, { key: 'k' })
      await send('publish', { courseId: 'x' })
      await send('publish', { courseId: 'x' })
      expect((await db.engine.counts()).waiting).to.equal(6)
    })

    it('never runs two with the same key at once, and others meanwhile', async () => {
      const hold = gate()
      let running = 0
      let most = 0
      const done: string[] = []
      await db.engine.start(
        handlers({
          async refresh({ data }) {
            most = Math.max(most, ++running)
            if (done.length === 0) await hold.opened
            running--
            done.push(data.courseId)
          },
          publish: async ({ data }) => void done.push(data.courseId),
        }),
      )
      await send('refresh', { courseId: 'first' }, { key: 'same' })
      await until(() => running === 1)
      await send('refresh', { courseId: 'second' }, { key: 'same' })
      await send('refresh', { courseId: 'dropped' }, { key: 'same' })
      await send('publish', { courseId: 'meanwhile' }, { key: 'same' })
      await until(async () => done.includes('meanwhile') && (await db.engine.counts()).running === 1)
      expect((await db.engine.counts()).waiting).to.equal(1)
      hold.open()
      await db.engine.idle()
      expect(done).to.deep.equal(['meanwhile', 'first', 'second'])
      expect(most).to.equal(1)
    })

    it('runs a job of another key behind one that must wait', async () => {
      const hold = gate()
      const done: string[] = []
      await db.engine.start(
        handlers({
          async refresh({ data }) {
            if (data.courseId === 'slow') await hold.opened
            done.push(data.courseId)
          },
        }),
      )
      await send('refresh', { courseId: 'slow' }, { key: 'one' })
      await until(async () => (await db.engine.counts()).running === 1)
      await send('refresh', { courseId: 'behind' }, { key: 'one' })
      await send('refresh', { courseId: 'other' }, { key: 'two' })
      await until(() => done.length === 1)
      expect(done).to.deep.equal(['other'])
      hold.open()
      await db.engine.idle()
      expect(done).to.deep.equal(['other', 'slow', 'behind'])
    })

    it('runs at most as many at once as it may', async () => {
      let running = 0
      let most = 0
      let meet = () => {}
      const met = new Promise<void>((resolve) => {
        meet = resolve
      })
      await db.engine.start(
        handlers({
          async publish() {
            most = Math.max(most, ++running)
            if (running === 2) meet()
            // The first waits for a second one beside it; the later ones go straight through.
            await met
            running--
          },
        }),
      )
      await Promise.all(Array.from({ length: 20 }, (_, index) => send('publish', { courseId: `${index}` })))
      await db.engine.idle()
      expect(most).to.equal(2)
    })

    it('tries again what failed, until it succeeds', async () => {
      const attempts: number[] = []
      await db.engine.start(
        handlers({
          async refresh({ attempt }) {
            attempts.push(attempt)
            if (attempt < 3) throw new Error('not yet')
          },
        }),
      )
      await send('refresh', { courseId: 'c' }, { key: 'c' })
      await until(() => attempts.length === 3)
      await db.engine.idle()
      expect(attempts).to.deep.equal([1, 2, 3])
      expect((await db.engine.counts()).waiting).to.equal(0)
    })

    it('keeps a job as dead after its last try, and goes on with others', async () => {
      const before = (await db.engine.counts()).dead
      let tries = 0
      await db.engine.start(
        handlers({
          async publish({ data }) {
            if (data.courseId !== 'bad') return
            tries++
            throw Object.assign(new Error('somebody@example.test'), { code: 'vle_down' })
          },
        }),
      )
      await send('publish', { courseId: 'bad' })
      await until(async () => (await db.engine.counts()).dead === before + 1)
      await send('publish', { courseId: 'good' })
      await db.engine.idle()
      expect(tries).to.equal(3)
      expect(await db.engine.counts()).to.deep.equal({ waiting: 0, running: 0, dead: before + 1 })
    })

    it('tells what was given up, by name and reason, and since when the oldest waits', async () => {
      const dead = async (error: string) =>
        (await db.engine.troubles()).dead.find((one) => one.name === 'refresh' && one.error === error)
          ?.jobs ?? 0
      const refusal = Object.assign(new Error('refused'), { code: 'vle_refuses', retryable: false })
      await db.engine.start(handlers({ refresh: () => Promise.reject(refusal) }))
      await send('refresh', { courseId: 'one' })
      await send('refresh', { courseId: 'two' })
      await until(async () => (await dead('vle_refuses')) === 2)
      expect((await db.engine.troubles()).dueSince).to.equal(null)
      await db.engine.stop()
      await send('evaluate', { courseId: 'c', personIds: null, endsRun: false })
      expect((await db.engine.troubles()).dueSince).to.be.closeTo(Date.now(), 60_000)
    })

    it('gives up at once where trying again cannot help', async () => {
      const before = (await db.engine.counts()).dead
      let tries = 0
      await db.engine.start(
        handlers({
          async publish() {
            tries++
            throw Object.assign(new Error('refused'), { retryable: false })
          },
        }),
      )
      await send('publish', { courseId: 'c' })
      await until(async () => (await db.engine.counts()).dead === before + 1)
      expect(tries).to.equal(1)
    })

    it('waits as long as the other side asks, and counts that as waiting, not as work', async () => {
      const hour = 60 * 60 * 1000
      let tries = 0
      await db.engine.start(
        handlers({
          async publish() {
            tries++
            throw Object.assign(new Error('too many'), { retryAfter: hour })
          },
        }),
      )
      await send('publish', { courseId: 'later' }, { key: 'later' })
      await until(async () => tries === 1 && (await db.engine.counts()).running === 0)
      await db.engine.idle()
      const { waiting } = await db.engine.counts()
      await send('publish', { courseId: 'later' }, { key: 'later' })
      expect((await db.engine.counts()).waiting).to.equal(waiting)
      expect(waiting).to.equal(1)
      expect(tries).to.equal(1)
    })

    it('gives up no job for tries that only found the other side away, and counts the others', async () => {
      const before = (await db.engine.counts()).dead
      const attempts: number[] = []
      await db.engine.start(
        handlers({
          async publish({ attempt }) {
            attempts.push(attempt)
            const away = attempts.length < 8
            throw Object.assign(new Error('away'), { countsAsTry: !away, retryAfter: 1 })
          },
        }),
      )
      await send('publish', { courseId: 'patient' })
      await until(async () => (await db.engine.counts()).dead === before + 1)
      expect(attempts).to.deep.equal([1, 1, 1, 1, 1, 1, 1, 1, 2, 3])
    })

    it('runs one that waits at once when somebody is in a hurry', async () => {
      const { waiting } = await db.engine.counts()
      const seen: string[] = []
      await db.engine.start(handlers({ refresh: async ({ data }) => void seen.push(data.courseId) }))
      await send('refresh', { courseId: 'patient' }, { key: 'hurry', delaySeconds: 3600 })
      await send('refresh', { courseId: 'dropped' }, { key: 'hurry' })
      await db.engine.idle()
      expect(seen).to.deep.equal([])
      await send('refresh', { courseId: 'dropped' }, { key: 'hurry', hasten: true })
      await db.engine.idle()
      expect(seen).to.deep.equal(['patient'])
      expect((await db.engine.counts()).waiting).to.equal(waiting)
    })

    it('does not run before its delay', async () => {
      const { waiting } = await db.engine.counts()
      const seen: string[] = []
      await db.engine.start(handlers({ publish: async ({ data }) => void seen.push(data.courseId) }))
      await send('publish', { courseId: 'in an hour' }, { delaySeconds: 3600 })
      await send('publish', { courseId: 'now' })
      await db.engine.idle()
      expect(seen).to.deep.equal(['now'])
      expect((await db.engine.counts()).waiting).to.equal(waiting + 1)
    })

    it('finishes what is in flight when it is stopped, and takes nothing new', async () => {
      const { waiting } = await db.engine.counts()
      const hold = gate()
      const done: string[] = []
      await db.engine.start(
        handlers({
          async publish({ data }) {
            await hold.opened
            done.push(data.courseId)
          },
        }),
      )
      for (const courseId of ['one', 'two', 'three']) await send('publish', { courseId })
      await until(async () => (await db.engine.counts()).running === 2)
      const stopped = db.engine.stop()
      hold.open()
      await stopped
      expect(done).to.have.members(['one', 'two'])
      expect(await db.engine.counts()).to.include({ running: 0, waiting: waiting + 1 })
    })

    it('lets a job send others in its own unit of work', async () => {
      const seen: string[] = []
      await db.engine.start(
        handlers({
          refresh: ({ data }) =>
            db.store.write((unit) => unit.jobs.send('publish', data, { key: 'chained' })),
          publish: async ({ data }) => void seen.push(data.courseId),
        }),
      )
      await send('refresh', { courseId: 'chain' })
      await until(() => seen.length === 1)
      await db.engine.idle()
      expect(seen).to.deep.equal(['chain'])
    })
  },
  { jobs: { attempts: 3, backoff: () => 10 } },
)
