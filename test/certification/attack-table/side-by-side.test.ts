import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import type { Results } from '../../../bench/support/results.ts'
import { type Ltijs, startLtijs } from '../../support/ltijs.ts'
import { addLadderTool } from '../../vle/fixtures.ts'
import { freePort } from '../../whole/until.ts'
import { LEARNER, type Target } from '../forge.ts'
import { judge, type Outcome } from '../judge.ts'
import { certification } from '../stage.ts'
import { inFrame, inParallel } from './at-once.ts'
import { ATTACKS } from './attacks.ts'
import { ODDITIES, type Oddity, PLAIN } from './oddities.ts'
import { pageOf, type Row, tableOf } from './report.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const PAGE = join(ROOT, 'docs', 'side-by-side-ltijs.md')
const RESULTS = join(ROOT, 'bench', 'results.json')

/** What the peer does is written down, not judged; that it runs is. */
describe('the attack table: Credential Ladder and ltijs side by side', function () {
  this.timeout(180_000)
  let ours: Target
  let peer: Target
  let ltijs: Ltijs
  before(async () => {
    ours = (await certification()).target
    const port = await freePort()
    const clientId = 'ltijs'
    const registered = addLadderTool(ours.vle, `http://localhost:${port}`, { name: 'ltijs', clientId })
    peer = { ...ours, registered }
    const platforms = [ours.vle, ours.otherVle].map(({ platform }) => ({ ...platform, clientId }))
    ltijs = await startLtijs(port, platforms)
  })
  after(() => ltijs?.close())

  const outcome = async (target: Target, { attempt, person = LEARNER }: Omit<Oddity, 'what'>) =>
    judge(target, await attempt({ target, person, accept: 'application/json' }))
  const onBoth = async (what: string, run: (target: Target) => Promise<Outcome>): Promise<Row> => ({
    what,
    ours: await run(ours),
    peer: await run(peer),
  })

  async function fetchesOf(target: Target): Promise<number> {
    const before = target.vle.log.count({ service: 'jwks' })
    for (let time = 0; time < 10; time += 1) await outcome(target, PLAIN)
    return target.vle.log.count({ service: 'jwks' }) - before
  }

  it('runs on both: each accepts a launch as it should be', async () => {
    expect(await outcome(ours, PLAIN)).to.include({ accepted: true })
    expect(await outcome(peer, PLAIN)).to.include({ accepted: true })
  })

  it('is held by ours in every row', async () => {
    const attacks: Row[] = []
    for (const attack of ATTACKS) attacks.push(await onBoth(attack.what, (target) => outcome(target, attack)))
    attacks.push(await onBoth('8 parallel posts of one token, of which one may come through', tooMany))
    const oddities: Row[] = []
    for (const oddity of ODDITIES)
      oddities.push(await onBoth(oddity.what, (target) => outcome(target, oddity)))
    oddities.push(await onBoth('a frame in a browser that keeps partitioned cookies only', inFrame))
    const keySetFetches = { ours: await fetchesOf(ours), peer: await fetchesOf(peer) }
    console.log(`${tableOf(attacks, false)}\n\n${tableOf(oddities, true)}`)
    if (process.env.WRITE_DOCS === '1') {
      const results = JSON.parse(readFileSync(RESULTS, 'utf8')) as Results
      writeFileSync(PAGE, pageOf({ attacks, oddities, keySetFetches }, results))
    }
    expect(attacks.filter((row) => row.ours.accepted)).to.deep.equal([])
    expect(oddities.filter((row) => !row.ours.accepted)).to.deep.equal([])
  })
})

/** Accepted as an attack where more than one of the posts comes through. */
async function tooMany(target: Target): Promise<Outcome> {
  const through = (await inParallel(target, 8)).filter(({ accepted }) => accepted).length
  return { accepted: through !== 1, said: `${8 - through} of 8` }
}
