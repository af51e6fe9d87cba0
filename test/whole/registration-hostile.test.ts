/** What a holder of a link may make the tool ask for: nothing inside, nothing large, nothing for long; and they learn nothing. */

import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { load } from 'cheerio'
import fc from 'fast-check'
import { createRegistrationLink } from '../../src/app/registering/links.ts'
import { readConfig } from '../../src/config.ts'
import { type RunningServer, startServer } from '../../src/server.ts'

/** A host inside, which counts who comes, and misbehaves in every way. */
async function inside() {
  let visits = 0
  const server: Server = createServer((req, res) => {
    visits += 1
    const ways: Record<string, () => void> = {
      '/elsewhere': () => void res.writeHead(302, { location: 'http://localhost:1/' }).end(),
      '/circle': () => void res.writeHead(302, { location: '/circle' }).end(),
      '/endless': () => {
        const more = () => {
          while (res.write('x'.repeat(65_536)));
        }
        res.on('drain', more)
        more()
      },
      '/silent': () => {},
      '/drip': () => {
        const timer = setInterval(() => res.write(' '), 100)
        res.on('close', () => clearInterval(timer))
      },
    }
    const way = ways[req.url ?? '']
    if (way) way()
    else res.end('a secret of the house')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, port: (server.address() as AddressInfo).port, visits: () => visits }
}

async function open(allowPrivate: boolean) {
  const folder = mkdtempSync(join(tmpdir(), 'ladder-hostile-'))
  const settings = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_PER_MINUTE: '100000',
  }
  const server: RunningServer = await startServer(
    readConfig({
      ...settings,
      PUBLIC_URL: 'https://tool.example',
      ALLOW_PRIVATE_PLATFORMS: String(allowPrivate),
    }),
  )
  const { deps } = server.tool
  const link = await createRegistrationLink(deps, { host: null, hours: 1, autoApprove: true })
  const token = new URL(link.url).searchParams.get('token') ?? ''
  return {
    token,
    async ask(query: Record<string, string>) {
      const reply = await fetch(`http://127.0.0.1:${server.port}/lti/register?${new URLSearchParams(query)}`)
      const html = await reply.text()
      return { status: reply.status, html, code: load(html)('meta[name=error-code]').attr('content') }
    },
    async close() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

describe('a registration link in the wrong hands', function suite() {
  this.timeout(60_000)
  let house: Awaited<ReturnType<typeof inside>>
  let tool: Awaited<ReturnType<typeof open>>
  before(async () => {
    house = await inside()
  })
  after(() => {
    house.server.closeAllConnections()
    house.server.close()
  })

  describe('leads to no address inside', () => {
    before(async () => {
      tool = await open(false)
    })
    after(() => tool.close())

    it('and every attempt gets one and the same answer, whether anything is there or not', async () => {
      const answers = new Set<string>()
      const { port } = house
      for (const url of [
        `http://127.0.0.1:${port}/`,
        `https://127.0.0.1:${port}/`,
        'https://127.0.0.1:1/',
        `https://localhost:${port}/`,
        `https://[::1]:${port}/`,
        `https://[::ffff:127.0.0.1]:${port}/`,
        `https://2130706433:${port}/`,
        `https://0x7f.1:${port}/`,
        'https://10.0.0.1/',
        'https://169.254.169.254/latest/meta-data/',
        'https://no-such-host.invalid/',
      ]) {
        const { status, html, code } = await tool.ask({ token: tool.token, openid_configuration: url })
        answers.add(JSON.stringify([status, code, html]))
      }
      expect([...answers].map((answer) => JSON.parse(answer).slice(0, 2))).to.deep.equal([
        [400, 'configuration_unreachable'],
      ])
      expect(house.visits()).to.equal(0)
    })

    it('and asks nobody without a good link', async () => {
      const answer = await tool.ask({
        token: 'guess',
        openid_configuration: `https://127.0.0.1:${house.port}/`,
      })
      expect([answer.status, answer.code]).to.deep.equal([403, 'registration_link_unknown'])
    })

    it('and answers whatever is asked with a page of its own, which shows nothing of it', async () => {
      const mark = '"><svg onload=alert(1)>'
      const text = fc
        .oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.webUrl(), fc.constant(''))
        .map((one) => one + mark)
      const query = fc.dictionary(
        fc.constantFrom('token', 'openid_configuration', 'registration_token', 'lang', 'other'),
        fc.oneof(text, fc.constant(tool.token), fc.constant(`https://10.0.0.1/${mark}`)),
      )
      await fc.assert(
        fc.asyncProperty(query, async (given) => {
          const { status, html, code } = await tool.ask(given)
          expect(status).to.be.within(400, 499)
          expect(code).to.match(/^(registration|configuration)_/)
          expect(html).not.to.contain('<svg onload')
        }),
        { numRuns: 100 },
      )
    })
  })

  describe('in a laboratory, where private addresses are let in', () => {
    before(async () => {
      tool = await open(true)
    })
    after(() => tool.close())

    it('waits ten seconds at most, reads little, follows nowhere else, and leaves the link good', async () => {
      const paths = ['', 'elsewhere', 'circle', 'endless', 'silent', 'drip']
      const answers = await Promise.all(
        paths.map((path) =>
          tool.ask({ token: tool.token, openid_configuration: `http://127.0.0.1:${house.port}/${path}` }),
        ),
      )
      expect(answers.map(({ code }) => code)).to.deep.equal([
        'configuration_invalid',
        ...paths.slice(1).map(() => 'configuration_unreachable'),
      ])
      for (const { html } of answers) expect(html).not.to.contain('secret of the house')
    })
  })
})
