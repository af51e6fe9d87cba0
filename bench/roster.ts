import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformDetails } from '../test/vle/index.ts'
import type { Benchmark } from './support/benchmark.ts'
import { type RosterPlatform, startRosterPlatform } from './support/roster-platform.ts'
import { interleaved, median } from './support/rounds.ts'

const LARGE = 50_000
const SMALL = 5_000
const PAGES = LARGE / 1000
const LATENCY = 20
const ROUNDS = 3
const MB = 1024 * 1024

export interface RosterSettings {
  readonly dataDir: string
  readonly platform: PlatformDetails
  readonly membershipsUrl: string
  /** A smaller roster that is read before. */
  readonly warmUpUrl: string
}

/** Milliseconds of the first reading, in which everybody is new, and of the next; bytes at the peak of both. */
export interface Reading {
  readonly first: number
  readonly again: number
  readonly rss: number
  readonly heap: number
}

/** The refresh of a course of 50,000 members, whose VLE gives pages of 1,000 after 20 ms each, and of one of 5,000. */
export const roster: Benchmark = {
  name: 'roster',
  async run() {
    const platform = await startRosterPlatform(LATENCY)
    try {
      const { large, small } = await interleaved(ROUNDS, {
        large: () => read(platform, LARGE),
        small: () => read(platform, SMALL),
      })
      const peak = (readings: Reading[], of: 'rss' | 'heap') => median(readings.map((one) => one[of])) / MB
      const waited = PAGES * LATENCY
      const wall = (of: 'first' | 'again') => median(large.map((one) => one[of]))
      const memory = (of: 'rss' | 'heap') =>
        `${peak(large, of).toFixed(0)} MB, at ${SMALL} ${peak(small, of).toFixed(0)} MB`
      const time = (of: 'first' | 'again') => `${wall(of).toFixed(0)} ms, of which ${waited} ms are the VLE's`
      return [
        {
          id: 'G10',
          what: `peak memory reading a roster of ${LARGE}, against ${SMALL}`,
          measured: { ratio: peak(large, 'rss') / peak(small, 'rss') },
          goal: { at: 'most', value: 1.3 },
          figures: `${memory('rss')}; heap ${memory('heap')}`,
        },
        {
          id: 'G10-wall',
          what: 'time for it, everybody new, against what the VLE takes',
          measured: { ratio: wall('first') / waited },
          goal: { at: 'most', value: 1.25 },
          figures: time('first'),
        },
        {
          id: 'G10-again',
          what: 'time for it with nothing changed, against what the VLE takes',
          measured: { ratio: wall('again') / waited },
          goal: { at: 'most', value: 1.25 },
          figures: time('again'),
        },
      ]
    } finally {
      await platform.close()
    }
  },
}

async function read({ platform, membershipsUrl }: RosterPlatform, members: number): Promise<Reading> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ladder-roster-'))
  try {
    const settings: RosterSettings = {
      dataDir,
      platform,
      membershipsUrl: membershipsUrl(members),
      warmUpUrl: membershipsUrl(SMALL),
    }
    const child = fork(join(import.meta.dirname, 'roster.child.ts'), [JSON.stringify(settings)], {
      execArgv: ['--import', 'ts-blank-space/register'],
    })
    const ended = once(child, 'exit')
    const answer = await Promise.race([once(child, 'message'), ended.then(() => null)])
    await ended
    if (answer === null) throw new Error('the reading process ended without an answer')
    return answer[0] as Reading
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}
