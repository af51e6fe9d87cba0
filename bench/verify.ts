import { strict as assert } from 'node:assert'
import { createCredentialSigner, type JsonObject, verifyBadge } from '../src/openbadges/index.ts'
import { clock, issuerKey, NOW } from '../test/openbadges/support/factories.ts'
import { createPeer } from '../test/openbadges/support/peer.ts'
import { issuerSite } from '../test/openbadges/support/site.ts'
import { inFlight, rate, unsigned, whole } from './support/badges.ts'
import type { Benchmark } from './support/benchmark.ts'
import { interleaved, median } from './support/rounds.ts'

const BADGES = 200
const PEERS = 40
const ROUNDS = 5

/**
 * Badges of one achievement, as an employer uploads them one after the other: reading, schema, signature, issuer, status list and dates,
 * with everything that is fetched at hand. The peer checks signature, issuer and dates.
 */
export const verify: Benchmark = {
  name: 'verify',
  async run() {
    const key = await issuerKey()
    const { fetch } = await issuerSite()
    const peer = await createPeer()
    const sign = async (documents: JsonObject[]) =>
      (await createCredentialSigner().sign(documents, key, NOW)).map(({ text }) => text)
    const texts = await sign(unsigned(BADGES))
    const ours = async (text: string) => (await verifyBadge(Buffer.from(text), { fetch, clock })).verdict
    let achievements = 0
    await sameVerdicts(texts[0] ?? '', ours, peer)
    const found = await interleaved(ROUNDS, {
      ours: () => rate(BADGES, () => all(texts, ours, 'valid')),
      peer: () => rate(PEERS, () => all(texts.slice(0, PEERS), (text) => peer(JSON.parse(text)), true)),
      // Every one of an achievement that was never seen.
      first: async () => {
        const named = unsigned(PEERS).map((document) => ({ ...document, name: `Course ${achievements++}` }))
        const strangers = await sign(named)
        return rate(PEERS, () => all(strangers, ours, 'valid'))
      },
    })
    const [mine, theirs, first] = [median(found.ours), median(found.peer), median(found.first)]
    return [
      {
        id: 'G4',
        what: 'verifying an uploaded badge of an achievement seen before, against @digitalbazaar/vc',
        measured: { ratio: mine / theirs },
        goal: { at: 'least', value: 3 },
        figures: `${whole(mine)}/s, of achievements never seen ${whole(first)}/s; @digitalbazaar/vc ${whole(theirs)}/s`,
      },
    ]
  },
}

async function all<T>(texts: readonly string[], work: (text: string) => Promise<T>, expected: T) {
  for (const answer of await inFlight(texts, 4, work)) assert.equal(answer, expected)
}

/** A badge changed anywhere is refused by both. */
async function sameVerdicts(
  text: string,
  ours: (text: string) => Promise<string>,
  peer: (credential: JsonObject) => Promise<boolean>,
) {
  const changes: [string, string][] = [
    ['Attended', 'Attempted'],
    ['"hashed":true', '"hashed":false'],
    ['"statusListIndex":"', '"statusListIndex":"9'],
    ['AchievementSubject', 'AchievementCredential'],
    ['"created":"2026', '"created":"2025'],
    ['Riverside', 'Seaside'],
  ]
  for (const [from, to] of changes) {
    const changed = text.replace(from, to)
    assert.notEqual(changed, text)
    assert.equal(await ours(changed), 'invalid', to)
    assert.equal(await peer(JSON.parse(changed)), false, to)
  }
}
