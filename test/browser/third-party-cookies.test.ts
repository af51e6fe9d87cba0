import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { journeys } from './journeys.ts'

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
