import { existsSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { type Browser, chromium, type Page } from 'playwright-core'
import { SECRET } from '../fixture-app.ts'
import { WAITING_CODE } from '../fixture-applications.ts'
import { site } from '../support.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
]

/** From the VLE's frame to the application, as a real browser lets it. */
describe('the window of an application that was allowed', function () {
  this.timeout(60_000)
  let browser: Browser | undefined
  const servers: Server[] = []

  before(async function () {
    if (!existsSync(CHROMIUM)) {
      console.log(`    skipped: no Chromium at ${CHROMIUM} (set CHROMIUM_PATH)`)
      this.skip()
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ARGS })
  })
  after(async () => {
    await browser?.close()
    for (const server of servers) {
      server.close()
      server.closeAllConnections()
    }
  })

  async function serve(listener: RequestListener): Promise<string> {
    const server = createServer(listener).listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const html =
    (text: () => string): RequestListener =>
    (_req, res) => {
      res.setHeader('Content-Type', 'text/html').end(text())
    }

  /** The page within a frame of the VLE; `told`: the redirect address that the learner was shown. */
  async function framed(wallet: string, told = `${wallet}/back`): Promise<Page> {
    let answer: RequestListener = () => {}
    const toolUrl = await serve((req, res) => answer(req, res))
    let address = ''
    const vle = (
      await serve(html(() => `<iframe src="${address}" width="600" height="400"></iframe>`))
    ).replace('127.0.0.1', 'localhost')
    const { web } = await site({
      config: { toolUrl },
      launch: { frameOrigins: [vle] },
      applications: {
        asked: async () => ({
          client: { name: 'Open Wallet', host: 'wallet.example', policyUri: null },
          redirectUri: told,
          wants: { credentials: true, profile: false, later: false },
          credentials: [],
        }),
        allow: async () => `${wallet}/back?code=secret`,
      },
    })
    answer = web
    address = `${toolUrl}/s/session-learner/applications/asked?code=${WAITING_CODE}`
    if (!browser) throw new Error('the browser did not start')
    const context = await browser.newContext({ extraHTTPHeaders: { Cookie: `session=${SECRET}` } })
    const page = await context.newPage()
    await page.goto(vle)
    return page
  }
  const allow = (page: Page) => page.frameLocator('iframe').locator('button[value=allow]').click()

  it('opens beside the VLE with the code, and neither knows the other', async () => {
    const referers: (string | undefined)[] = []
    const wallet = await serve((req, res) => {
      if (req.url?.startsWith('/back')) referers.push(req.headers.referer)
      html(() => '<h1>The wallet</h1>')(req, res)
    })
    const page = await framed(wallet)
    const [opened] = await Promise.all([page.context().waitForEvent('page'), allow(page)])
    await opened.locator('h1').waitFor()
    expect(opened.url()).to.equal(`${wallet}/back?code=secret`)
    expect(await opened.evaluate('window.opener')).to.equal(null)
    expect(referers).to.deep.equal([undefined])
  })

  it('opens at no other address than the learner was told of', async () => {
    let visits = 0
    const elsewhere = await serve((_req, res) => {
      visits++
      res.end()
    })
    const page = await framed(elsewhere, 'https://wallet.example/back')
    const blocked = page.waitForEvent('console', (message) => /form-action/.test(message.text()))
    await allow(page)
    await blocked
    expect(visits).to.equal(0)
  })
})
