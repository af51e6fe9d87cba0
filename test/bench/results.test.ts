import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { z } from 'zod'
import type { Finding } from '../../bench/support/benchmark.ts'
import { keepsFloor, resultOf, tableOf } from '../../bench/support/results.ts'
import { interleaved, median, quantile } from '../../bench/support/rounds.ts'
import { LOADER } from '../support/loader.ts'

const BENCH = join(import.meta.dirname, '..', '..', 'bench')

/** Exactly one of `ratio` and `count`. */
const common = { what: z.string().min(1), goal: z.string().regex(/^[≥≤] [\d.]+$/), met: z.boolean() }
const more = { figures: z.string(), measured: z.string().regex(/^\d{4}-\d\d-\d\d, \d+ cores, Node \d+$/) }
const result = z.union([
  z.strictObject({ ...common, ...more, ratio: z.number().positive() }),
  z.strictObject({ ...common, ...more, count: z.int().nonnegative() }),
])
const results = z.record(z.string().regex(/^G\d+(-[a-z0-9]+)?$/), result)

const finding = (measured: Finding['measured'], goal: Finding['goal']): Finding => ({
  id: 'G1',
  what: 'something',
  measured,
  goal,
  figures: '10/s against 2/s',
})
const DAY = '2026-11-24, 2 cores, Node 20'

describe('the results of the benchmarks', () => {
  it('say what was measured, the goal, and whether it was met', () => {
    const met = resultOf(finding({ ratio: 5.126 }, { at: 'least', value: 5 }), DAY)
    expect(met).to.include({ ratio: 5.13, goal: '≥ 5', met: true })
    const missed = resultOf(finding({ ratio: 0.4 }, { at: 'most', value: 1 / 3 }), DAY)
    expect(missed).to.include({ ratio: 0.4, goal: '≤ 0.333', met: false })
    const counted = resultOf(finding({ count: 0 }, { at: 'most', value: 0 }), DAY)
    expect(counted).to.include({ count: 0, goal: '≤ 0', met: true })
    expect(results.safeParse({ G1: met, 'G1-p95': missed, G9: counted }).success).to.equal(true)
  })

  it('keep the floor at half of a ratio, and at the goal itself for what is counted', () => {
    expect(keepsFloor(finding({ ratio: 2.5 }, { at: 'least', value: 5 }))).to.equal(true)
    expect(keepsFloor(finding({ ratio: 2.4 }, { at: 'least', value: 5 }))).to.equal(false)
    expect(keepsFloor(finding({ ratio: 2.7 }, { at: 'most', value: 1.3 }))).to.equal(false)
    expect(keepsFloor(finding({ count: 11 }, { at: 'most', value: 10 }))).to.equal(false)
  })

  it('are printed one a line', () => {
    const met = resultOf(finding({ ratio: 6 }, { at: 'least', value: 5 }), DAY)
    expect(tableOf({ G1: met }).split('\n')[1]).to.match(/^G1 +something +6 +≥ 5 +met +10\/s against 2\/s$/)
  })

  it('that are kept have the shape of the contract', () => {
    expect(results.parse(JSON.parse(readFileSync(join(BENCH, 'results.json'), 'utf8')))).to.include.keys(
      'G10',
      'G11',
    )
  })
})

describe('the runner of the benchmarks', () => {
  it('measures in turn, and does not count the round that warms up', async () => {
    const order: string[] = []
    const measure = (name: string) => async () => order.push(name)
    const found = await interleaved(2, { ours: measure('ours'), peer: measure('peer') })
    expect(order).to.deep.equal(['ours', 'peer', 'ours', 'peer', 'ours', 'peer'])
    expect(found).to.deep.equal({ ours: [3, 5], peer: [4, 6] })
  })

  it('takes medians and quantiles of values in any order', () => {
    expect(median([9, 1, 5])).to.equal(5)
    expect(quantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95)).to.equal(10)
    expect(() => median([])).to.throw('nothing was measured')
  })

  it('names the benchmarks there are when asked for another', () => {
    const args = [...LOADER, join(BENCH, 'run.ts'), 'nonsense']
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    expect(status).to.equal(2)
    expect(stderr).to.match(/no benchmark nonsense; there are launch, roster/)
  }).timeout(60_000)
})
