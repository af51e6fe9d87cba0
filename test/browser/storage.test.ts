import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { type BrowserContext, chromium, type Frame, type Page } from 'playwright-core'
import { startToolAndVle, type ToolAndVle } from '../support/tool-and-vle.ts'
import { findChromium, NO_CHROMIUM } from './browser.ts'

const BLOCK = 2
const SESSION = /\/s\/[^/]+\//

describe('In a browser, on Canvas with its storage', function () {
  this.timeout(60_000)
  let stage: ToolAndVle
  let context: BrowserContext
  let profile: string
  let path: string

  before(async function () {
    const found = findChromium()
    if (!found) {
      if (process.env.BROWSER_TESTS === 'required') throw new Error(NO_CHROMIUM)
      console.log(`The journeys with platform storage are skipped: ${NO_CHROMIUM}`)
      this.skip()
    }
    path = found
    stage = await startToolAndVle('canvas')
  })
  after(async () => stage?.close())
  beforeEach(() => {
    profile = mkdtempSync(join(tmpdir(), 'credential-ladder-profile-'))
  })
  afterEach(async () => {
    await context?.close()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  })

  /** Enters the VLE; `blocked`: with a browser told to keep no cookie of the tool inside the VLE's pages, partitioned or not. */
  async function enter(blocked: boolean): Promise<Page> {
    const { vle, toolUrl, learner } = stage
    if (blocked) {
      const exceptions = { cookies: { [`${toolUrl},${vle.url}`]: { setting: BLOCK } } }
      mkdirSync(join(profile, 'Default'), { recursive: true })
      const preferences = JSON.stringify({ profile: { content_settings: { exceptions } } })
      writeFileSync(join(profile, 'Default', 'Preferences'), preferences)
    }
    context = await chromium.launchPersistentContext(profile, {
      executablePath: path,
      headless: true,
      locale: 'en-GB',
      args: ['--no-sandbox', '--disable-gpu', '--test-third-party-cookie-phaseout'],
    })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    await page.goto(vle.url)
    await page.getByRole('button', { name: learner.name, exact: true }).click()
    await page.getByRole('button', { name: 'Leave' }).waitFor()
    return page
  }

  /** Opens the link. `bodies`: what the tool's launch was posted, in order; `statuses`: what its login answered. */
  async function launch(page: Page) {
    const bodies: URLSearchParams[] = []
    const statuses: number[] = []
    page.on('request', (request) => {
      if (request.url() === `${stage.toolUrl}/lti/launch`)
        bodies.push(new URLSearchParams(request.postData() ?? ''))
    })
    page.on('response', (response) => {
      if (response.url().startsWith(`${stage.toolUrl}/lti/login`)) statuses.push(response.status())
    })
    await page.goto(`${stage.vle.url}/courses/${stage.courseId}/links/${stage.link.id}`)
    return { tool: page.frame({ name: 'tool' }) as Frame, bodies, statuses }
  }

  async function pressButton(page: Page, tool: Frame) {
    await tool.locator('meta[name=error-code][content=cookies_blocked]').waitFor({ state: 'attached' })
    const opening = page.waitForEvent('popup')
    await tool.getByRole('button', { name: 'Open in a new window' }).click()
    const opened = await opening
    await opened.waitForURL(SESSION)
    await opened.getByRole('heading', { name: 'My credentials' }).waitFor()
  }

  it('a launch goes through, past the storage the first time and by a plain redirect the second', async () => {
    const page = await enter(false)
    const first = await launch(page)
    await first.tool.waitForURL(SESSION)
    expect(first.statuses).to.deep.equal([200])
    expect(first.bodies).to.have.length(1)
    const second = await launch(page)
    await second.tool.waitForURL(SESSION)
    expect(second.statuses).to.deep.equal([302])
  })

  it('a browser that keeps no cookies is known by the storage, and its button opens the tool', async () => {
    const page = await enter(true)
    const { tool, bodies, statuses } = await launch(page)
    await pressButton(page, tool)
    expect(statuses).to.deep.equal([200])
    expect(bodies.map((body) => (body.get('proof') ?? '').length)).to.deep.equal([0, 43])
  })

  it('its button opens the tool, too, where the storage stays silent', async () => {
    const page = await enter(true)
    await context.route('**/storage-frame', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Silent</title>' }),
    )
    const { tool, bodies } = await launch(page)
    await pressButton(page, tool)
    expect(bodies.map((body) => body.get('proof'))).to.deep.equal([null, ''])
  })
})
