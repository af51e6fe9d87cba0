import { expect } from 'chai'
import { site } from './support.ts'

const POLICY =
  "default-src 'none';base-uri 'none';connect-src 'self';font-src 'self';form-action 'self';frame-src 'self';frame-ancestors 'none';img-src 'self' data:;script-src 'none';style-src 'self'"
const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}

describe('the headers that protect', () => {
  for (const path of ['/about/credentials', '/healthz', '/nowhere', '/s/session-learner/nowhere'])
    it(`come with ${path}`, async () => {
      const { headers } = await (await site()).get(path)
      const framed = path.startsWith('/s/')
        ? { 'content-security-policy': headers['content-security-policy'] }
        : {}
      expect(headers).to.include({ ...HEADERS, ...framed })
      expect(headers).to.not.have.any.keys('strict-transport-security', 'x-powered-by', 'x-frame-options')
    })

  it('ask for encryption from then on, in production', async () => {
    const { headers } = await (await site({ config: { production: true } })).get('/healthz')
    expect(headers).to.include({
      ...HEADERS,
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
    })
  })
})
