import { expect } from 'chai'
import { createRegistrations } from '../../../src/lti/login/registration.ts'
import type { LtiStore, Registration } from '../../../src/lti/types.ts'

describe('the registration that a login is for', () => {
  let now = 0
  let asked: string[] = []
  let known: Partial<Registration>[] = []
  const store = {
    async registrations(issuer: string, clientId: string | null) {
      asked.push(`${issuer} ${clientId}`)
      return known.filter((one) => one.issuer === issuer && (clientId === null || one.clientId === clientId))
    },
  } as unknown as LtiStore
  const find = createRegistrations({ store, clock: () => now })

  beforeEach(() => {
    now += 3_600_000
    asked = []
    known = [{ id: 'a', issuer: 'https://vle.example', clientId: 'one' }]
  })

  it('is asked for once in two seconds, for each issuer and client', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect((await find('https://vle.example', 'one')).id).to.equal('a')
      expect((await find('https://vle.example', null)).id).to.equal('a')
    }
    expect(asked).to.deep.equal(['https://vle.example one', 'https://vle.example null'])
    known = [{ id: 'b', issuer: 'https://vle.example', clientId: 'one' }]
    now += 1_999
    expect((await find('https://vle.example', 'one')).id).to.equal('a')
    now += 1
    expect((await find('https://vle.example', 'one')).id).to.equal('b')
  })

  it('is looked for each time while there is none, so that a new platform launches at once', async () => {
    const code = () => find('https://new.example', 'one').catch((error: { code: string }) => error.code)
    expect(await code()).to.equal('platform_unknown')
    known = [{ id: 'n', issuer: 'https://new.example', clientId: 'one' }]
    expect(await code()).to.deep.equal(known[0])
  })
})
