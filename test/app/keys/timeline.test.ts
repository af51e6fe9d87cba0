import { expect } from 'chai'
import fc from 'fast-check'
import {
  isDue,
  type KeyPeriods,
  planRotation,
  publishedOf,
  type RotationKind,
  signerOf,
  stateOf,
} from '../../../src/app/keys/timeline.ts'
import type { StoredKey } from '../../../src/app/model.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const START = Date.parse('2026-11-02T09:00:00Z')
/** LTI messages and assertions are good for so long. */
const TOKEN = 5 * MINUTE
const PERIODS: KeyPeriods = { lead: DAY, keep: 7 * DAY }
const READABLE = () => true

/** A line of keys as the database would hold it after what happened, with every moment at which somebody looked. */
interface History {
  readonly keys: readonly StoredKey[]
  /** As they stood at each moment, oldest first. */
  readonly moments: readonly { readonly at: number; readonly keys: readonly StoredKey[] }[]
  /** Keys that took over without their lead time, because somebody said so. */
  readonly forced: ReadonlySet<string>
}

interface Step {
  /** Minutes that go by first. */
  readonly minutes: number
  readonly kind: RotationKind | 'look' | 'timer'
}

function live(use: StoredKey['use'], steps: readonly Step[], every = 90 * DAY): History {
  let now = START
  let keys: StoredKey[] = []
  const moments: { at: number; keys: readonly StoredKey[] }[] = []
  const forced = new Set<string>()
  const rotate = (kind: RotationKind) => {
    const plan = planRotation(keys, kind, now, PERIODS, READABLE)
    if (!plan) return
    keys = keys.map((key) => ({ ...key, ...plan.changes.find((change) => change.key.id === key.id)?.times }))
    const id = `k${keys.length}`
    if (plan.successorAt !== null) {
      keys.push({
        id,
        use,
        issuerId: use === 'lti' ? null : 'main',
        publicKey: `public ${id}`,
        encryptedSecret: `secret ${id}`,
        createdAt: new Date(now).toISOString(),
        activatesAt: plan.successorAt,
        retiredAt: null,
        withdrawnAt: null,
        compromisedAt: null,
      })
    }
    if (kind !== 'planned') forced.add(keys.at(-1)?.id ?? '')
  }
  rotate('now')
  moments.push({ at: now, keys })
  for (const { minutes, kind } of steps) {
    now += minutes * MINUTE
    if (kind === 'timer' && isDue(keys, now, every, PERIODS)) rotate('planned')
    if (kind !== 'look' && kind !== 'timer') rotate(kind)
    moments.push({ at: now, keys })
  }
  return { keys, moments, forced }
}

const steps = (...kinds: Step['kind'][]) =>
  fc.array(
    fc.record({
      minutes: fc.oneof(fc.nat(10), fc.nat(26 * 60), fc.nat(120 * 24 * 60)),
      kind: fc.constantFrom(...kinds),
    }),
    { maxLength: 25 },
  )

describe('the life of keys, whatever happens when', () => {
  it('has exactly one key that signs at any time, the first one from the start', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('lti' as const, 'badge' as const),
        steps('planned', 'now', 'withdraw', 'timer', 'look'),
        fc.nat(100 * 24 * 60),
        (use, list, later) => {
          const { moments } = live(use, list)
          const last = moments.at(-1)
          for (const { at, keys } of [
            ...moments,
            { at: (last?.at ?? 0) + later * MINUTE, keys: last?.keys ?? [] },
          ]) {
            const signing = keys.filter((key) => stateOf(key, at) === 'current')
            expect(signing).to.have.length(1)
            expect(signerOf(keys, at)).to.equal(signing[0])
            expect(publishedOf(keys, at)).to.include(signing[0])
            expect(keys.filter((key) => key.retiredAt === null)).to.have.length(1)
            expect(keys.filter((key) => stateOf(key, at) === 'next').length).to.be.at.most(1)
          }
        },
      ),
    )
  })

  it('has a key published for the lead time before it signs, unless somebody forced it', () => {
    fc.assert(
      fc.property(steps('planned', 'now', 'withdraw', 'timer', 'look'), (list) => {
        const { moments, forced } = live('lti', list)
        for (const { at, keys } of moments) {
          const key = signerOf(keys, at)
          if (key && !forced.has(key.id)) expect(at - Date.parse(key.createdAt)).to.be.at.least(PERIODS.lead)
        }
      }),
    )
  })

  it('verifies every token against every set that was published while it could have been fetched and used', () => {
    fc.assert(
      fc.property(
        steps('planned', 'timer', 'look'),
        fc.nat(PERIODS.lead),
        fc.nat(TOKEN),
        (list, kept, late) => {
          const { moments } = live('lti', list)
          // Only what was done by then can be seen at a time.
          const standing = (time: number) =>
            moments.filter(({ at }) => at <= time).at(-1)?.keys ?? moments[0]?.keys ?? []
          for (const { at: signedAt } of moments) {
            const signer = signerOf(standing(signedAt), signedAt)
            const checkedAt = signedAt + late
            // A platform may hold a set for as long as the lead time; before the first key there was none to hold.
            const fetchedAt = Math.max(START, checkedAt - kept)
            const known = publishedOf(standing(fetchedAt), fetchedAt).map(({ id }) => id)
            expect(known, `signed ${signedAt}, fetched ${fetchedAt}`).to.include(signer?.id)
          }
        },
      ),
    )
  })

  it('keeps every token of a key good that was replaced at once, until it expires', () => {
    fc.assert(
      fc.property(steps('planned', 'now', 'timer'), fc.nat(TOKEN), (list, late) => {
        const { moments } = live('lti', list)
        for (const [index, { at, keys }] of moments.entries()) {
          const signer = signerOf(keys, at)
          const checkedAt = at + late
          const then = moments.slice(index).findLast((moment) => moment.at <= checkedAt)
          expect(publishedOf(then?.keys ?? [], checkedAt).map(({ id }) => id)).to.include(signer?.id)
        }
      }),
    )
  })

  it('keeps every key of badges published for ever, and of the tool none beyond its time', () => {
    fc.assert(
      fc.property(steps('planned', 'now', 'withdraw', 'timer'), (list) => {
        const badges = live('badge', list)
        const far = START + 10_000 * DAY
        expect(publishedOf(badges.keys, far)).to.have.length(badges.keys.length)
        expect(publishedOf(live('lti', list).keys, far)).to.have.length(1)
      }),
    )
  })

  it('takes keys that came into wrong hands out of the tool’s set at once, and marks them', () => {
    fc.assert(
      fc.property(steps('planned', 'now', 'timer'), (list) => {
        const { moments } = live('lti', [...list, { minutes: 1, kind: 'withdraw' }])
        const { at, keys } = moments.at(-1) ?? { at: 0, keys: [] }
        expect(publishedOf(keys, at)).to.have.length(1)
        expect(signerOf(keys, at)?.compromisedAt).to.equal(null)
        const marked = live('badge', [...list, { minutes: 1, kind: 'withdraw' }]).keys.filter(
          (key) => key.compromisedAt,
        )
        expect(marked.length).to.be.at.least(1)
      }),
    )
  })
})

describe('a rotation', () => {
  it('by the clock has the successor take over on the day, not a lead time later', () => {
    const almost = { minutes: 89 * 24 * 60 - 1, kind: 'timer' } as const
    expect(live('lti', [almost]).keys).to.have.length(1)
    const { keys } = live('lti', [almost, { minutes: 1, kind: 'timer' }, { minutes: 1, kind: 'timer' }])
    expect(
      keys.map(({ activatesAt, retiredAt, withdrawnAt }) => [activatesAt, retiredAt, withdrawnAt]),
    ).to.deep.equal([
      ['2026-11-02T09:00:00.000Z', '2027-01-31T09:00:00.000Z', '2027-02-07T09:00:00.000Z'],
      ['2027-01-31T09:00:00.000Z', null, null],
    ])
  })

  it('makes no second successor while one waits, and lets that one sign when it is forced', () => {
    const planned = { minutes: 1, kind: 'planned' } as const
    const { keys } = live('lti', [planned, planned, { minutes: 1, kind: 'now' }])
    expect(keys).to.have.length(2)
    expect(stateOf(keys[1] as StoredKey, START + 3 * MINUTE)).to.equal('current')
  })

  it('does not let a waiting successor sign whose private half nobody can open', () => {
    const { keys } = live('lti', [{ minutes: 1, kind: 'planned' }])
    const plan = planRotation(keys, 'now', START + 2 * MINUTE, PERIODS, () => false)
    expect(plan?.successorAt).to.equal(new Date(START + 2 * MINUTE).toISOString())
    expect(plan?.changes.map(({ key }) => key.id)).to.deep.equal(['k0', 'k1'])
  })

  it('leaves a key to sign where a clock that ran ahead had its private half deleted', () => {
    const { keys } = live('lti', [{ minutes: 1, kind: 'planned' }])
    const wiped = keys.map((key, index) => (index === 0 ? { ...key, encryptedSecret: '' } : key))
    expect(signerOf(wiped, START + 2 * MINUTE)?.id).to.equal('k1')
  })
})
