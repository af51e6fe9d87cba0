import { expect } from 'chai'
import { member, world } from './factories.ts'
import { onBoth } from './support.ts'

const START = Date.parse('2026-11-24T10:00:00Z')
const time = { now: START }

onBoth(
  'coming and going',
  (db) => {
    it('is kept with its times, and nothing of it changes with anything else', async () => {
      time.now = START
      const { course: here, vle } = await world(db.store, [])
      const { people } = db.store
      const idOf = async () => (await people.idsBySub(vle.id, ['ann'])).get('ann') ?? ''
      /** Each step a minute later: whether Ann is there, since which minute, and when she left. */
      async function after(work: (id: string) => Promise<unknown>) {
        time.now += 60_000
        await work(await idOf())
        const found = await people.enrolment(here.id, await idOf())
        const minute = (iso: string | null | undefined) => iso && (Date.parse(iso) - START) / 60_000
        return [found?.active, minute(found?.since), minute(found?.leftAt)]
      }
      const list = (changes = {}) => people.saveRoster(here, [member('ann', changes)])
      expect(await after(() => list())).to.deep.equal([true, 1, null])
      expect(await after(() => list({ role: 'tutor' }))).to.deep.equal([true, 1, null])
      expect(await after(() => list())).to.deep.equal([true, 1, null])
      expect(await after((id) => people.enrol(here.id, id, 'learner'))).to.deep.equal([true, 1, null])
      expect(await after(() => people.markLeft(here, ['ann']))).to.deep.equal([false, 5, 5])
      expect(await after(() => people.markLeft(here, ['ann']))).to.deep.equal([false, 5, 5])
      expect(await after((id) => people.enrol(here.id, id, 'learner'))).to.deep.equal([true, 7, 5])
      expect(await after(() => list({ active: false }))).to.deep.equal([false, 8, 8])
      expect(await after(() => list())).to.deep.equal([true, 9, 8])
      expect(await after(() => people.markLeft(here, ['ann']))).to.deep.equal([false, 10, 10])
      expect(await after((id) => people.demote(here.id, id))).to.deep.equal([true, 11, 10])
    })
  },
  { clock: { now: () => time.now } },
)
