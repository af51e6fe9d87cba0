import { expect } from 'chai'
import { json } from '../support/network.ts'
import { collect, MEMBERSHIPS, type ServiceWorld, serviceWorld, tokenReply } from '../support/services.ts'
import { payloadOf, refusal, sign } from '../support/world.ts'

const ORIGIN = 'https://moodle.example'
const SECOND = 1000

describe('a platform that is down', () => {
  let here: ServiceWorld
  beforeEach(() => {
    here = serviceWorld()
  })

  const answer = (status: number, headers: Record<string, string> = {}) =>
    here.net.on(MEMBERSHIPS, () =>
      status === 200 ? json({ members: [] }) : new Response('', { status, headers }),
    )
  const ask = () => collect(here.services.memberships(MEMBERSHIPS))
  const asked = () => here.net.count(MEMBERSHIPS)
  /** Fails until it is left alone: three tries, and then two. */
  const breakDown = async () => {
    answer(503)
    await refusal(ask())
    return refusal(ask())
  }

  it('is left alone after five failures in a row, at once and without a request', async () => {
    expect(await breakDown()).to.include({ code: 'platform_resting', retryable: true, countsAsTry: false })
    expect(asked()).to.equal(5)
    here.now += 10 * SECOND
    expect(await refusal(ask())).to.include({ code: 'platform_resting', retryAfter: 5 * SECOND })
    expect(asked()).to.equal(5)
    expect(here.tool.circuits()).to.deep.equal([
      {
        origin: ORIGIN,
        state: 'open',
        failures: 5,
        since: here.now - 10 * SECOND,
        nextTryAt: here.now + 5 * SECOND,
        lastError: 'platform_unreachable',
      },
    ])
  })

  it('is tried by one request alone when the pause is over, and is well again when that is answered', async () => {
    await breakDown()
    here.now += 15 * SECOND
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    here.net.on(MEMBERSHIPS, async () => {
      await gate
      return json({ members: [] })
    })
    const probe = ask()
    expect((await refusal(ask())).code).to.equal('platform_resting')
    expect(here.tool.circuits()[0]?.state).to.equal('probing')
    release()
    await probe
    expect(here.tool.circuits()).to.deep.equal([])
    await ask()
    expect(asked()).to.equal(7)
  })

  it('is left alone for longer each time, up to four minutes', async () => {
    const pauses = [(await breakDown()).retryAfter]
    for (let count = 1; count < 7; count += 1) {
      here.now += pauses.at(-1) ?? 0
      pauses.push((await refusal(ask())).retryAfter)
    }
    expect(pauses.map((pause) => Number(pause) / SECOND)).to.deep.equal([15, 30, 60, 120, 240, 240, 240])
    expect(asked(), 'one request for each pause').to.equal(5 + 6)
    here.now += 240 * SECOND
    answer(200)
    await ask()
    expect((await breakDown()).retryAfter, 'it starts anew').to.equal(15 * SECOND)
  })

  it('is not held to be down by refusals, nor by asking for a short wait', async () => {
    for (const status of [400, 403, 404, 429]) {
      answer(status)
      for (let count = 0; count < 6; count += 1) await refusal(ask())
    }
    expect(here.tool.circuits()).to.deep.equal([])
    answer(503)
    await refusal(ask())
    answer(404)
    await refusal(ask())
    answer(503)
    expect((await refusal(ask())).code, 'three failures, an answer, three failures').to.equal(
      'platform_unreachable',
    )
  })

  it('is left alone as long as it asks, an hour at most', async () => {
    answer(503, { 'retry-after': '120' })
    expect(await refusal(ask())).to.include({ code: 'platform_resting', retryAfter: 120 * SECOND })
    expect(asked()).to.equal(1)
    here.now += 120 * SECOND
    answer(429, { 'retry-after': '999999999' })
    expect((await refusal(ask())).retryAfter).to.equal(3600 * SECOND)
  })

  it('takes nobody down with it, and still launches people', async () => {
    await breakDown()
    const other = here.tool.services(
      { ...here.registration, id: 'r2', tokenUrl: 'https://other.example/token' },
      ['https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'],
    )
    here.net.on('https://other.example/token', () => tokenReply('t'))
    here.net.on('https://other.example/members', () => json({ members: [] }))
    expect(await collect(other.memberships('https://other.example/members'))).to.deep.equal([])
    const loggedIn = await here.login()
    const launched = await here.launch(loggedIn, await sign(payloadOf(here, loggedIn)))
    expect(launched.type).to.equal('launched')
  })
})
