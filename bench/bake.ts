import { strict as assert } from 'node:assert'
import { bakePng, readPng } from '../src/openbadges/index.ts'
import { bakeElsewhere, inFlight, picture, rate, unsigned, whole } from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { interleaved, median } from './support/rounds.ts'

const BADGES = 1_000
const PEERS = 200
const ROUNDS = 5

/** A signed credential into a picture of 400 by 400 pixels. */
export const bake: Benchmark = {
  name: 'bake',
  async run() {
    const png = picture(400)
    const texts = unsigned(BADGES).map((document) => JSON.stringify(document))
    const [text = ''] = texts
    const baked = bakePng(png, { ob3: text })
    assert.equal(readPng(baked).ob3, text)
    // Everything after the header is where it was.
    assert.ok(baked.subarray(baked.length - (png.length - 33)).equals(png.subarray(33)))
    let kept = 0
    const found = await interleaved(ROUNDS, {
      ours: () =>
        rate(BADGES, () => {
          for (const ob3 of texts) kept += bakePng(png, { ob3 }).length
        }),
      copying: () =>
        rate(BADGES, () => {
          for (const _ of texts) kept += Buffer.from(png).length
        }),
      peer: () =>
        rate(PEERS, () => inFlight(texts.slice(0, PEERS), 32, (value) => bakeElsewhere(png, value))),
      reading: () =>
        rate(BADGES, () => {
          for (const _ of texts) kept += readPng(baked).ob3?.length ?? 0
        }),
    })
    assert.ok(kept > 0)
    const [ours, copying, peer, reading] = [found.ours, found.copying, found.peer, found.reading].map(median)
    const size = `${whole(png.length / 1000)} kB`
    return [
      {
        id: 'G5',
        what: `baking into a PNG of 400 × 400 (${size}), against png-itxt`,
        measured: { ratio: (ours ?? 0) / (peer ?? 1) },
        goal: { at: 'least', value: 4 },
        figures: `${whole(ours ?? 0)}/s, png-itxt ${whole(peer ?? 0)}/s; read again ${whole(reading ?? 0)}/s`,
      },
      {
        id: 'G5-copy',
        what: 'baking, against only copying the picture',
        measured: { ratio: (ours ?? 0) / (copying ?? 1) },
        goal: { at: 'least', value: 0.5 },
        figures: `${whole(ours ?? 0)}/s, copying ${whole(copying ?? 0)}/s`,
      },
    ]
  },
}
