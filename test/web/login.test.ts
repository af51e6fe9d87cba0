import { expect } from 'chai'
import type { LoginOutcome } from '../../src/lti/types.ts'
import { page, site } from './support.ts'

const FRAMED = ['Path=/lti', 'HttpOnly', 'Secure', 'SameSite=None', 'Partitioned']
const PROBE = { Cookie: 'ladder_cookies=1' }
const setCookie = (headers: Record<string, unknown>, name: string) =>
  ((headers['set-cookie'] ?? []) as string[]).find((cookie) => cookie.startsWith(`${name}=`))

describe('the login', () => {
  const redirectTo = 'https://auth.example/auth?x=1&y=2'
  const storage = { target: 'frame', origin: 'https://auth.example', key: 'lti-1', value: '"v"' }
  const cookie = { name: 'lti-1', value: 'v', maxAgeSeconds: 600 }
  const answering = (outcome: Partial<LoginOutcome> = {}, seen: unknown[] = []) =>
    site({
      lti: {
        login: async (params) => {
          seen.push(params)
          return { redirectTo, cookie, storage: null, ...outcome }
        },
      },
    })

  for (const method of ['get', 'post'] as const) {
    it(`answers ${method.toUpperCase()} with a plain redirect and partitioned cookies`, async () => {
      const seen: unknown[] = []
      const { get, post } = await answering({}, seen)
      const answer = method === 'get' ? await get('/lti/login?iss=a') : await post('/lti/login', { iss: 'a' })
      expect(answer.status).to.equal(302)
      expect(answer.headers.location).to.equal(redirectTo)
      expect(setCookie(answer.headers, 'lti-1')?.split('; ')).to.include.members([
        'lti-1=v',
        'Max-Age=600',
        ...FRAMED,
      ])
      expect(setCookie(answer.headers, 'ladder_cookies')?.split('; ')).to.include.members([
        'ladder_cookies=1',
        'Max-Age=31536000',
        ...FRAMED,
      ])
      expect(seen[0]).to.include({ iss: 'a' })
    })
  }

  it('hands its secret to the platform’s storage where it does not know whether cookies are kept', async () => {
    const { get } = await answering({ storage })
    const answer = await get('/lti/login?iss=a')
    const $ = page(answer)
    expect(answer.status).to.equal(200)
    expect($('#storage').attr()).to.include({
      'data-action': 'put',
      'data-target': 'frame',
      'data-origin': 'https://auth.example',
      'data-key': 'lti-1',
      'data-value': '"v"',
    })
    expect($('a#next').attr('href'), 'goes on without a script').to.equal(redirectTo)
    expect(setCookie(answer.headers, 'lti-1')).to.contain('lti-1=v')
    expect(setCookie(answer.headers, 'ladder_cookies')).to.contain('Partitioned')
    expect(answer.headers['content-security-policy']).to.contain('frame-ancestors *')
    expect(answer.headers['cache-control']).to.equal('no-store')
  })

  it('answers a browser that keeps cookies with a plain redirect, storage or not', async () => {
    const { get } = await answering({ storage })
    const answer = await get('/lti/login?iss=a', PROBE)
    expect(answer.status).to.equal(302)
    expect(answer.headers.location).to.equal(redirectTo)
    expect(setCookie(answer.headers, 'ladder_cookies'), 'kept for another year').to.contain(
      'Max-Age=31536000',
    )
  })
})
