import { expect } from 'chai'
import type { LaunchOutcome } from '../../../src/lti/index.ts'
import { ISSUER, TOOL_URL } from '../support/claims.ts'
import { loginParams, payloadOf, refusal, sign, world } from '../support/world.ts'

/** A launch of a browser without cookies, up to where our page asks the platform's storage. */
async function asking(origin: string | null = ISSUER) {
  const here = world()
  const loggedIn = await here.login({ ...loginParams, lti_storage_target: 'post_message_forwarding' })
  const idToken = await sign(payloadOf(here, loggedIn))
  const first = () => here.launch(loggedIn, idToken, { cookies: {}, origin })
  const get = await first()
  if (get.type !== 'get-storage') throw new Error(`expected get-storage, not ${get.type}`)
  return {
    here,
    loggedIn,
    first,
    get,
    secret: loggedIn.storage?.value ?? '',
    /** What the page posts; by default from our own origin. */
    answer: (proof: string, from: string | null = TOOL_URL): Promise<LaunchOutcome> =>
      here.launch({ ...loggedIn, state: get.state }, idToken, {
        cookies: {},
        origin: from,
        params: { proof },
      }),
  }
}

const code = async (doing: Promise<unknown>) => (await refusal(doing)).code

describe("a launch by the platform's storage", () => {
  it('asks for what the login put there, with a state of its own, and begins no second login', async () => {
    const { here, get, loggedIn } = await asking()
    expect(get).to.include({ origin: ISSUER, target: 'post_message_forwarding', key: loggedIn.storage?.key })
    expect(get.frameOrigins).to.include(ISSUER)
    expect(get).not.to.have.property('redirectTo')
    expect([...here.store.states.keys()]).to.deep.equal([get.state])
    expect(get.state).to.have.length(43).and.not.equal(loggedIn.state)
    expect(here.store.states.get(get.state)?.expiresAt).to.equal(here.now + 600_000)
  })

  it('is launched by the right proof, once', async () => {
    const { answer, secret, here } = await asking()
    const outcome = await answer(secret)
    expect(outcome).to.deep.include({ type: 'launched', cookie: null })
    expect(outcome.type === 'launched' && outcome.launch.user.sub).to.equal('3')
    expect(here.store.states.size).to.equal(0)
    expect(await code(answer(secret))).to.equal('state_unknown')
  })

  it('is refused with a wrong proof, which uses nothing up', async () => {
    const { answer, secret } = await asking()
    expect(await code(answer('guessed'))).to.equal('state_mismatch')
    expect((await answer(secret)).type).to.equal('launched')
  })

  it('takes the right proof from no page but ours, so that nobody carries theirs into a stranger’s browser', async () => {
    const { answer, secret, here, get } = await asking()
    for (const origin of ['https://evil.example', ISSUER, 'null', null, `${TOOL_URL}.evil.example`]) {
      expect(await code(answer(secret, origin)), String(origin)).to.equal('browser_unknown')
    }
    expect(here.store.states.has(get.state)).to.equal(true)
  })

  it('takes no proof before the storage was asked', async () => {
    const here = world()
    const loggedIn = await here.login({ ...loginParams, lti_storage_target: '_parent' })
    const request = { cookies: {}, origin: TOOL_URL, params: { proof: loggedIn.storage?.value } }
    const outcome = await here.launch(loggedIn, await sign(payloadOf(here, loggedIn)), request)
    expect(outcome.type).to.equal('get-storage')
  })

  it("gets a new window without an answer, where the platform's own page had sent the launch", async () => {
    const { answer, secret, here } = await asking()
    expect((await answer('')).type).to.equal('new-window')
    expect(here.store.states.size).to.equal(0)
    expect(await code(answer(secret)), 'and no session by the proof as well').to.equal('state_unknown')
  })

  it('gets nothing without an answer where another page had sent it', async () => {
    for (const origin of ['https://evil.example', null]) {
      const { answer, secret } = await asking(origin)
      expect(await code(answer(''))).to.equal('browser_unknown')
      expect((await answer(secret)).type).to.equal('launched')
    }
  })

  it('opens one way in, of many that are tried at once', async () => {
    const { answer, first, secret } = await asking()
    const tries = Array.from({ length: 4 }, () => [answer(secret), answer(''), first()]).flat()
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
  })

  it('asks once, of 8 parallel posts', async () => {
    const here = world()
    const loggedIn = await here.login({ ...loginParams, lti_storage_target: '_parent' })
    const idToken = await sign(payloadOf(here, loggedIn))
    const posts = Array.from({ length: 8 }, () => here.launch(loggedIn, idToken, { cookies: {} }))
    const outcomes = await Promise.allSettled(posts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).to.have.length(1)
    expect(here.store.states.size).to.equal(1)
  })

  it('is checked in full again when its proof comes', async () => {
    const { here, loggedIn, get, secret } = await asking()
    const other = await sign({ ...payloadOf(here, loggedIn), nonce: 'another' })
    const request = { cookies: {}, origin: TOOL_URL, params: { proof: secret } }
    expect(await code(here.launch({ ...loggedIn, state: get.state }, other, request))).to.equal(
      'nonce_mismatch',
    )
    here.now += 600_000
    const late = await sign(payloadOf(here, loggedIn))
    expect(await code(here.launch({ ...loggedIn, state: get.state }, late, request))).to.equal(
      'state_expired',
    )
  })
})
