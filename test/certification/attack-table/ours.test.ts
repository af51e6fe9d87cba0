import { expect } from 'chai'
import { LEARNER } from '../forge.ts'
import { judge } from '../judge.ts'
import { expectRefused } from '../refused.ts'
import { certification } from '../stage.ts'
import { inFrame, inParallel } from './at-once.ts'
import { ATTACKS } from './attacks.ts'
import { ODDITIES } from './oddities.ts'

describe('the attack table: Credential Ladder', function () {
  this.timeout(60_000)
  before(() => certification())

  for (const { what, code, status, attempt } of ATTACKS) {
    it(`refuses ${what} as ${code}, in words, and opens no session`, () =>
      expectRefused(attempt, code, status))
  }

  for (const { what, attempt, person = LEARNER } of ODDITIES) {
    it(`accepts ${what}`, async () => {
      const { target } = await certification()
      const reply = await attempt({ target, person, accept: 'application/json' })
      expect(await judge(target, reply)).to.deep.equal({ accepted: true, said: '' })
    })
  }

  it('lets one of 8 parallel posts of one token through', async () => {
    const outcomes = await inParallel((await certification()).target, 8)
    const refusals = outcomes.filter(({ accepted }) => !accepted)
    expect(refusals).to.have.length(7)
    for (const { said } of refusals) expect(said).to.be.oneOf(['state_used', 'state_unknown'])
  })

  it('opens in the frame of a browser that keeps partitioned cookies only', async () => {
    expect(await inFrame((await certification()).target)).to.deep.equal({ accepted: true, said: '' })
  })

  it('asks at most once more for the key set when a kid is unknown', async () => {
    const { target } = await certification()
    const unknown = ATTACKS.find(({ what }) => what === "a stranger's key under an unknown kid")
    target.vle.log.clear()
    for (let time = 0; time < 3; time += 1) await unknown?.attempt({ target, person: LEARNER })
    expect(target.vle.log.count({ service: 'jwks' })).to.be.at.most(1)
  })
})
