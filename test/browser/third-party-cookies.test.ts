import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import type { BrowserContext } from 'playwright-core'
import { ARGUMENTS, findChromium, openBrowser } from './browser.ts'
import { journeys } from './journeys.ts'
import { enter } from './visitor.ts'

const FLAGS = 'Secure; SameSite=None; Path=/'

/** Answers every page with what cookies came, and sets one of each kind; `/frame?ADDRESS` holds a page in a frame. */
function startSite(host: string): Promise<{ url: string; server: Server }> {
  const server = createServer((req, res) => {
    const [path, address = ''] = (req.url ?? '').split('?')
    res.setHeader('Content-Type', 'text/html')
    res.setHeader('Set-Cookie', [`plain=1; ${FLAGS}`, `partitioned=1; ${FLAGS}; Partitioned`])
    const frame = `<iframe name="inner" src="${decodeURIComponent(address)}"></iframe>`
    res.end(path === '/frame' ? frame : `<p>${req.headers.cookie ?? 'none'}</p>`)
  })
  return new Promise((resolve) => {
    server.listen(0, host, () =>
      resolve({ url: `http://${host}:${(server.address() as AddressInfo).port}`, server }),
    )
  })
}

journeys('The browser of the journeys', (world) => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  async function start(host: string) {
    const { url, server } = await startSite(host)
    servers.push(server)
    return url
  }

  it('hands no unpartitioned cookie back to another site in a frame', async () => {
    const [outside, inside] = [await start('127.0.0.1'), await start('localhost')]
    const page = await (await world().browser.newContext()).newPage()
    const address = `${outside}/frame?${encodeURIComponent(inside)}`
    await page.goto(address)
    await page.goto(address)
    const cookies = await page.frameLocator('iframe').locator('p').innerText()
    expect(cookies).to.equal('partitioned=1')
  })

  it('hands both back where the site is the one in the address bar', async () => {
    const inside = await start('localhost')
    const page = await (await world().browser.newContext()).newPage()
    await page.goto(inside)
    await page.goto(inside)
    expect(await page.locator('p').innerText()).to.equal('plain=1; partitioned=1')
  })
})

/** Every `Set-Cookie` that this site answers with, as `name; attribute; …` without values. */
function cookiesSet(context: BrowserContext, toolUrl: string): () => Promise<string[][]> {
  const found: Promise<string[][]>[] = []
  context.on('response', (response) => {
    if (!response.url().startsWith(`${toolUrl}/`)) return
    const headers = response.headersArray().then((all) =>
      all
        .filter(({ name }) => name.toLowerCase() === 'set-cookie')
        .flatMap(({ value }) => value.split('\n'))
        .map((cookie) =>
          cookie.split('; ').map((part, index) => (index === 0 ? part.replace(/=.*/, '') : part)),
        ),
    )
    found.push(headers)
  })
  return async () => (await Promise.all(found)).flat()
}

journeys('A launch, its pages and a choice of language', (world) => {
  for (const [what, args] of [
    ['where third-party cookies are gone', ARGUMENTS],
    ['in Chromium as it comes', ARGUMENTS.filter((one) => !one.includes('third-party'))],
  ] as const) {
    it(`set only cookies that come back inside the VLE, ${what}`, async () => {
      const { stage } = world()
      const browser = await openBrowser(findChromium() ?? '', [...args])
      try {
        const { context, open } = await enter(browser, stage, '119')
        const cookies = cookiesSet(context, stage.toolUrl)
        const tool = await open('My credentials')
        await tool.getByRole('link', { name: 'Cymraeg' }).click()
        await tool.locator('html[lang=cy] .rung.earned').first().waitFor()
        const set = await cookies()
        const names = set.map(([name]) => String(name).replace(/^lti_[0-9a-f]{16}$/, 'lti_'))
        expect([...new Set(names)].sort()).to.deep.equal([
          'ladder_cookies',
          'ladder_visits',
          'lang',
          'lti_',
          'session',
        ])
        for (const cookie of set) {
          expect(cookie, cookie.join('; ')).to.include.members([
            'HttpOnly',
            'Secure',
            'SameSite=None',
            'Partitioned',
          ])
        }
      } finally {
        await browser.close()
      }
    })
  }
})
