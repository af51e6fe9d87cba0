import { expect } from 'chai'
import { json } from '../support/network.ts'
import { collect, inTurn, MEMBERSHIPS, serviceWorld } from '../support/services.ts'
import { refusal } from '../support/world.ts'

const nobody = () => json({ members: [] })
const status =
  (code: number, headers: Record<string, string> = {}) =>
  () =>
    new Response('<html>', { status: code, headers })
const unreachable = () => {
  throw new TypeError('fetch failed')
}

describe('a request to a service', () => {
  for (const [what, fault] of [
    ['429', status(429)],
    ['500', status(500)],
    ['503', status(503)],
    ['a broken connection', unreachable],
  ] as const) {
    it(`is tried again after ${what}, with growing waits`, async () => {
      const here = serviceWorld()
      here.net.on(MEMBERSHIPS, inTurn(fault, fault, nobody))
      await collect(here.services.memberships(MEMBERSHIPS))
      expect(here.waits).to.deep.equal([500, 1000])
    })
  }

  it('ends after three tries in an error that may be retried', async () => {
    const here = serviceWorld()
    const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
    expect(error).to.include({ code: 'platform_unreachable', retryable: true, status: 502 })
    expect(here.net.count(MEMBERSHIPS)).to.equal(3)
  })

  it('waits as long as Retry-After asks, in seconds or as a date', async () => {
    const here = serviceWorld()
    const date = new Date(here.now + 9000).toUTCString()
    here.net.on(
      MEMBERSHIPS,
      inTurn(status(429, { 'retry-after': '7' }), status(503, { 'retry-after': date }), nobody),
    )
    await collect(here.services.memberships(MEMBERSHIPS))
    expect(here.waits).to.deep.equal([7000, 9000])
  })

  it('leaves a long wait to the caller, and the platform alone until then', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, status(429, { 'retry-after': '600' }))
    const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
    expect(error).to.include({ code: 'platform_resting', retryable: true, retryAfter: 600_000 })
    here.now += 599_999
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).retryAfter).to.equal(1)
    expect([here.waits, here.net.count(MEMBERSHIPS)]).to.deep.equal([[], 1])
  })

  for (const [code, expected] of [
    [403, 'service_refused'],
    [404, 'service_gone'],
    [400, 'service_failed'],
  ] as const) {
    it(`ends in ${expected} at ${code}, at once`, async () => {
      const here = serviceWorld()
      here.net.on(MEMBERSHIPS, status(code))
      const error = await refusal(collect(here.services.memberships(MEMBERSHIPS)))
      expect(error).to.include({ code: expected, retryable: false })
      expect(here.net.count(MEMBERSHIPS)).to.equal(1)
    })
  }

  it('takes no page for data', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, status(200))
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('reply_invalid')
  })

  it('stops reading at 20 MB', async () => {
    const here = serviceWorld()
    const chunk = new Uint8Array(1024 * 1024)
    let sent = 0
    here.net.on(MEMBERSHIPS, () => {
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += 1
          controller.enqueue(chunk)
        },
      })
      return new Response(endless)
    })
    expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal('reply_too_large')
    expect(sent).to.be.within(20, 25)
  })

  it('follows a redirect on the same origin with its token', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, status(302, { location: '/moved' }))
    here.net.on('https://moodle.example/moved', nobody)
    await collect(here.services.memberships(MEMBERSHIPS))
    expect(here.net.sent.at(-1)?.headers.get('authorization')).to.equal('Bearer token-1')
  })

  it('follows no redirect to another origin, and not for ever', async () => {
    for (const location of ['https://evil.example/', 'http://moodle.example/', MEMBERSHIPS]) {
      const here = serviceWorld()
      here.net.on(MEMBERSHIPS, status(302, { location }))
      expect((await refusal(collect(here.services.memberships(MEMBERSHIPS)))).code).to.equal(
        'redirect_refused',
      )
      expect(here.net.sent.every(({ url }) => url.startsWith('https://moodle.example/'))).to.equal(true)
    }
  })

  it('says nothing of address or token in its errors', async () => {
    const here = serviceWorld()
    here.net.on(MEMBERSHIPS, status(403))
    const error = await refusal(collect(here.services.memberships(`${MEMBERSHIPS}?sesskey=secret`)))
    expect(`${error.message} ${JSON.stringify(error.detail)}`).not.to.match(/secret|token-|memberships/)
  })
})
