import { expect } from 'chai'
import type { LaunchOutcome } from '../../../src/lti/index.ts'
import { claim, ISSUER } from '../support/claims.ts'
import {
  type LoggedIn,
  loginParams,
  moodleRegistration,
  payloadOf,
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

  it("gets a new window from the school's own host, which the verified return URL names", async () => {
    const registration = { ...moodleRegistration, authUrl: 'https://sso.example/authorize' }
    const here = world({ registrations: [registration] })
    const loggedIn = await here.login()
    const presentation = { return_url: 'https://school.example/courses/1/return?x=1' }
    const idToken = await sign({ ...payloadOf(here, loggedIn), [claim('launch_presentation')]: presentation })
    const request = { cookies: {}, origin: 'https://school.example' }
    expect((await here.launch(loggedIn, idToken, request)).type).to.equal('new-window')
  })

  it('needs no storage where its cookie came back', async () => {
    const here = world()
    const loggedIn = await here.login(withStorage)
    expect((await here.launch(loggedIn, await token(here, loggedIn))).type).to.equal('launched')
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
})
