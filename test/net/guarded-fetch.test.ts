import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { createGuardedFetch } from '../../src/net/guarded-fetch.ts'
import { isPrivateAddress } from '../../src/net/private-addresses.ts'

describe('private addresses', () => {
  const refused = [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    'not an address',
  ]
  for (const address of refused) {
    it(`counts ${address} as private`, () => expect(isPrivateAddress(address)).to.equal(true))
  }
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) {
    it(`counts ${address} as public`, () => expect(isPrivateAddress(address)).to.equal(false))
  }
})

describe('the guarded fetch', () => {
  let server: Server
  let url: string
  let heard: { path: string; method: string; authorization: string | undefined; agent: string | undefined }[]

  before(async () => {
    server = createServer((req, res) => {
      heard.push({
        path: req.url ?? '',
        method: req.method ?? '',
        authorization: req.headers.authorization,
        agent: req.headers['user-agent'],
      })
      const location = { '/again': '/again', '/once': '/end', '/see-other': '/end' }[req.url ?? '']
      if (location) res.writeHead(req.url === '/see-other' ? 303 : 307, { location })
      res.end('there')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    heard = []
  })
  after(() => server.close())

  const outcome = (promise: Promise<Response>) =>
    promise.then(
      (response) => `status ${response.status}`,
      (error: Error) => error.name,
    )

  describe('outside the demo', () => {
    const fetch = createGuardedFetch({ allowPrivate: false, userAgent: 'Test' })

    it('speaks https only', async () => {
      expect(await outcome(fetch(url))).to.equal('GuardedFetchError')
    })
    it('refuses a private address', async () => {
      expect(await outcome(fetch(url.replace('http:', 'https:')))).to.equal('GuardedFetchError')
      expect(await outcome(fetch('https://[::1]:9/'))).to.equal('GuardedFetchError')
    })
    it('refuses a name that leads to a private address, without connecting', async () => {
      const error: unknown = await fetch(url.replace('http://127.0.0.1', 'https://localhost')).catch(
        (cause: unknown) => cause,
      )
      expect(String((error as Error).cause ?? error)).to.match(/the address is refused/)
      expect(heard).to.deep.equal([])
    })
  })

  describe('where private addresses are allowed', () => {
    const fetch = createGuardedFetch({ allowPrivate: true, userAgent: 'Test' })

    it('says who asks', async () => {
      await fetch(url)
      expect(heard[0]?.agent).to.equal('Test')
    })
    it('follows a redirect and keeps the method of a 307', async () => {
      expect(await outcome(fetch(`${url}/once`, { method: 'POST', body: 'x' }))).to.equal('status 200')
      expect(heard.map(({ path, method }) => `${method} ${path}`)).to.deep.equal(['POST /once', 'POST /end'])
    })
    it('turns a POST into a GET after a 303', async () => {
      await fetch(`${url}/see-other`, { method: 'POST', body: 'x' })
      expect(heard.at(-1)?.method).to.equal('GET')
    })
    it('keeps credentials from another origin', async () => {
      const other = createServer((_, res) => res.writeHead(302, { location: `${url}/end` }).end())
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
      await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`, {
        headers: { authorization: 'Bearer x' },
      })
      other.close()
      expect(heard.at(-1)).to.include({ path: '/end', authorization: undefined })
    })
    it('gives up on a circle of redirects', async () => {
      expect(await outcome(fetch(`${url}/again`))).to.equal('GuardedFetchError')
    })
  })
})
