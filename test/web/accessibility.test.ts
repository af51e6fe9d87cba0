import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AddressInfo, Server } from 'node:net'
import { expect } from 'chai'
import { type Browser, chromium } from 'playwright-core'
import { SECRET } from './fixture-app.ts'
import { site } from './support.ts'

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const ARGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const deepLinking = {
  returnUrl: 'https://return.example/done',
  data: null,
  acceptTypes: ['ltiResourceLink'],
  acceptMultiple: true,
  acceptLineItem: true,
}
const PAGES = {
  learner: [
    '/',
    '/check-in',
    '/coursework',
    '/checkpoint',
    '/evidence',
    '/share/credential-1',
    '/links/credential-1',
    '/collection',
    '/about-me',
    '/applications',
    '/applications/asked?code=BCDFGHJK',
    '/help',
    '/criteria',
  ],
  tutor: [
    '/',
    '/learners/person-1',
    '/activities',
    '/criteria',
    '/deep-link',
    '/registers/a',
    '/registers/a/session',
    '/registers/a/screen',
    '/statements/statement-1',
    '/imports',
    '/imports/import-1',
  ],
  administrator: [
    '/criteria',
    '/criteria/versions/3',
    '/criteria/copy',
    '/settings',
    '/issuer',
    '/badges',
    '/platform',
    '/learners/person-1/erase',
  ],
} as const

const PUBLIC = [
  '/credentials/credential-1',
  '/credentials/credential-1/embed',
  '/achievements/a',
  '/issuers/i',
  '/collections/an-address-of-some-length',
  '/about/credentials',
  '/about/sharing',
  '/about/applications',
  '/oauth/authorize?response_type=code&client_id=client-1&redirect_uri=https%3A%2F%2Fwallet.example%2Fback',
  '/oauth/authorize?client_id=client-1&redirect_uri=https%3A%2F%2Fwallet.example%2Fback',
] as const

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string }[]
}

describe('pages in a browser', function () {
  this.timeout(90_000)
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
    for (const server of servers) server.close()
  })

  /** Faults that axe finds, and by how many pixels the page is wider than its window. */
  async function look(
    address: string,
    colorScheme: 'light' | 'dark',
  ): Promise<{ faults: string[]; overflow: number }> {
    if (!browser) throw new Error('the browser did not start')
    const context = await browser.newContext({
      viewport: { width: 320, height: 400 },
      colorScheme,
      bypassCSP: true,
      extraHTTPHeaders: { Cookie: `session=${SECRET}` },
    })
    try {
      const tab = await context.newPage()
      await tab.goto(address)
      await tab.evaluate(axe)
      const violations: Violation[] = await tab.evaluate(
        "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }).then((r) => r.violations)",
      )
      const overflow = await tab.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      return {
        faults: violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        overflow,
      }
    } finally {
      await context.close()
    }
  }

  async function serve(role: keyof typeof PAGES): Promise<string> {
    const { web } = await site({ role, launch: { deepLinking } })
    const server = web.listen(0, '127.0.0.1')
    servers.push(server)
    await new Promise((resolve) => server.once('listening', resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  for (const role of ['learner', 'tutor', 'administrator'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`of a ${role} have no fault that axe finds and fit 320 pixels, in ${colorScheme} colours`, async () => {
        const origin = await serve(role)
        const paths = PAGES[role].map((path) => `/s/session-${role}${path}`)
        if (role === 'learner') paths.push(...PUBLIC)
        for (const path of paths) {
          const { faults, overflow } = await look(origin + path, colorScheme)
          expect(faults, path).to.deep.equal([])
          expect(overflow, path).to.be.at.most(0)
        }
      })
    }
  }
})
