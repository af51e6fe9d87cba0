import { expect } from 'chai'
import { until } from '../../whole/until.ts'
import { type OnPlatform, onPlatform } from '../support/on-platform.ts'
import { collect } from '../support/services.ts'

describe('services, counted at the platform', () => {
  let here: OnPlatform
  beforeEach(async () => {
    here = await onPlatform({ habits: { rosterPage: 2 } })
  })
  afterEach(() => here.close())

  const asked = (service: 'token' | 'memberships' | 'results', status?: number) =>
    here.stage.vle.log.count({ service, ...(status === undefined ? {} : { status }) })
  const read = () => collect(here.client.memberships(here.urls.memberships))

  it('ask for one token, though 50 callers come at once and none was there', async () => {
    const { tool, platform, registered } = here.stage
    const clients = Array.from({ length: 50 }, () => tool.lti.services(platform, registered.scopes))
    const rosters = await Promise.all(
      clients.map((client) => collect(client.memberships(here.urls.memberships))),
    )
    expect(new Set(rosters.map((members) => members.length))).to.deep.equal(new Set([7]))
    expect([asked('token'), asked('memberships')]).to.deep.equal([1, 50 * 4])
  })

  it('replace a token that the platform has revoked, once for everybody', async () => {
    await read()
    here.stage.vle.revokeTokens()
    here.stage.vle.log.clear()
    await Promise.all([read(), read(), read()])
    expect([asked('token'), asked('memberships', 200)]).to.deep.equal([1, 3 * 4])
  })

  it('have the second page under way before anybody has looked at the first', async () => {
    const pages = here.client.memberships(here.urls.memberships)[Symbol.asyncIterator]()
    await pages.next()
    await until('the second page', () => asked('memberships') === 2)
    await pages.return?.()
    expect(asked('memberships')).to.equal(2)
  })

  for (const status of [429, 500, 503]) {
    it(`come back after a ${status}`, async () => {
      const { faults } = here.stage.vle
      faults.membershipsStatus = status
      faults.retryAfter = 1
      const reading = read()
      await until('the first refusal', () => asked('memberships', status) === 1)
      faults.membershipsStatus = null
      expect(await reading).to.have.length(7)
    })
  }
})
