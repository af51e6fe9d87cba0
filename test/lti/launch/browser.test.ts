import { expect } from 'chai'
import type { LaunchOutcome } from '../../../src/lti/index.ts'
import { ISSUER } from '../support/claims.ts'
import {
  type LoggedIn,
  loginParams,
  moodleRegistration,
  payloadOf,
  readLogin,
  refusal,
  sign,
  type World,
  world,
} from '../support/world.ts'

const withStorage = { ...loginParams, lti_storage_target: 'post_message_forwarding' }
const noCookies = { cookies: {} }

async function token(here: World, loggedIn: LoggedIn): Promise<string> {
  return sign(payloadOf(here, loggedIn))
}

function only<T extends LaunchOutcome['type']>(outcome: LaunchOutcome, type: T) {
  if (outcome.type !== type) throw new Error(`expected ${type}, not ${outcome.type}`)
  return outcome as Extract<LaunchOutcome, { type: T }>
}

describe('the browser of a launch', () => {
  it('is known by its cookie, which is then used up', async () => {
    const here = world()
    const loggedIn = await here.login()
    const outcome = only(await here.launch(loggedIn, await token(here, loggedIn)), 'launched')
    expect(outcome.cookie).to.equal(Object.keys(loggedIn.cookies)[0])
    expect(here.store.states.size).to.equal(0)
  })

  it('needs no Origin when its cookie came back', async () => {
    const here = world()
    const loggedIn = await here.login()
    const outcome = await here.launch(loggedIn, await token(here, loggedIn), { origin: null })
    expect(outcome.type).to.equal('launched')
  })

  it('is refused with the cookie of this state and another secret, even on the word of the platform', async () => {
    const here = world()
    const [mine, yours] = [await here.login(), await here.login()]
    const name = Object.keys(mine.cookies)[0] ?? ''
    const cookies = { [name]: Object.values(yours.cookies)[0] ?? '' }
    const error = await refusal(here.launch(mine, await token(here, mine), { cookies }))
    expect(error).to.include({ code: 'state_mismatch', status: 400 })
    expect(here.store.states.has(mine.state)).to.equal(true)
  })

  it("is refused with another login's cookie and a form from elsewhere", async () => {
    const here = world()
    const [mine, yours] = [await here.login(), await here.login()]
    for (const origin of [
      'https://evil.example',
      'null',
      null,
      `${ISSUER}.evil.example`,
      'http://moodle.example',
    ]) {
      const error = await refusal(
        here.launch(mine, await token(here, mine), { cookies: yours.cookies, origin }),
      )
      expect(error).to.include({ code: 'browser_unknown', status: 400 })
    }
    expect(here.store.states.has(mine.state)).to.equal(true)
  })

  it('gets a new window when only the platform vouches for it, once', async () => {
    const here = world()
    const loggedIn = await here.login()
    const idToken = await token(here, loggedIn)
    const outcome = only(await here.launch(loggedIn, idToken, noCookies), 'new-window')
    expect(outcome.launch.user.sub).to.equal('3')
    expect((await refusal(here.launch(loggedIn, idToken, noCookies))).code).to.equal('state_unknown')
  })

  it('gets a new window from the origin of the authorisation address, too', async () => {
    const registration = { ...moodleRegistration, authUrl: 'https://sso.example/authorize' }
    const here = world({ registrations: [registration] })
    const loggedIn = await here.login()
    const request = { cookies: {}, origin: 'https://sso.example' }
    expect((await here.launch(loggedIn, await token(here, loggedIn), request)).type).to.equal('new-window')
  })

  it('gets nothing before the token is verified', async () => {
    const here = world()
    for (const params of [loginParams, withStorage]) {
      const loggedIn = await here.login(params)
      const bad = await sign({ ...payloadOf(here, loggedIn), iss: 'https://stranger.example' })
      expect((await refusal(here.launch(loggedIn, bad, noCookies))).code).to.equal('issuer_mismatch')
      expect(here.store.states.has(loggedIn.state)).to.equal(true)
    }
  })

  it("is known through the platform's storage, by a second login", async () => {
    const here = world()
    const first = await here.login(withStorage)
    const put = only(await here.launch(first, await token(here, first), noCookies), 'put-storage')
    expect(put).to.include({ target: 'post_message_forwarding', origin: ISSUER })
    expect(here.store.states.has(first.state)).to.equal(false)

    const second = readLogin(put.redirectTo, {})
    expect(second.nonce).not.to.equal(first.nonce)
    expect(second.redirectTo.searchParams.get('login_hint')).to.equal('3')
    expect(second.redirectTo.searchParams.get('lti_message_hint')).to.equal(loginParams.lti_message_hint)
    const idToken = await token(here, second)
    const get = only(await here.launch(second, idToken), 'get-storage')
    expect(get).to.deep.equal({ type: 'get-storage', target: put.target, origin: ISSUER, key: put.key })
    expect(here.store.states.has(second.state)).to.equal(true)

    const request = { origin: 'https://tool.example', params: { proof: put.value } }
    const outcome = only(await here.launch(second, idToken, request), 'launched')
    expect(outcome).to.deep.include({ cookie: null })
    expect(outcome.launch.user.sub).to.equal('3')
    expect((await refusal(here.launch(second, idToken, request))).code).to.equal('state_unknown')
  })

  it('is refused with a wrong proof, which uses nothing up', async () => {
    const here = world()
    const first = await here.login(withStorage)
    const put = only(await here.launch(first, await token(here, first), noCookies), 'put-storage')
    const second = readLogin(put.redirectTo, {})
    const idToken = await token(here, second)
    const error = await refusal(here.launch(second, idToken, { params: { proof: 'guessed' } }))
    expect(error.code).to.equal('state_mismatch')
    expect((await here.launch(second, idToken, { params: { proof: put.value } })).type).to.equal('launched')
  })

  it('needs no storage where its cookie came back', async () => {
    const here = world()
    const loggedIn = await here.login(withStorage)
    expect((await here.launch(loggedIn, await token(here, loggedIn))).type).to.equal('launched')
  })

  it('begins a second login once, of 8 parallel posts', async () => {
    const here = world()
    const loggedIn = await here.login(withStorage)
    const idToken = await token(here, loggedIn)
    const posts = Array.from({ length: 8 }, () => here.launch(loggedIn, idToken, noCookies))
    const outcomes = await Promise.allSettled(posts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    expect(here.store.states.size).to.equal(1)
  })
})
