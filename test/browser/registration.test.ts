import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from 'chai'
import type { Browser, Frame, Page } from 'playwright-core'
import { createRegistrationLink } from '../../src/app/registering/links.ts'
import { startToolAndVle, type ToolAndVle } from '../support/tool-and-vle.ts'
import { findChromium, NO_CHROMIUM, openBrowser } from './browser.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('In a browser, an administrator of a VLE who was given a registration link', function () {
  this.timeout(60_000)
  let stage: ToolAndVle
  let browser: Browser
  let page: Page

  before(async function () {
    const found = findChromium()
    if (!found) {
      if (process.env.BROWSER_TESTS === 'required') throw new Error(NO_CHROMIUM)
      console.log(`The journeys of a registration are skipped: ${NO_CHROMIUM}`)
      this.skip()
    }
    stage = await startToolAndVle('moodle')
    browser = await openBrowser(found)
  })
  after(async () => {
    await browser?.close()
    await stage?.close()
  })
  afterEach(() => page?.context().close())

  /** Pastes a new link into the VLE, as for a new tool, and answers the tool's page in its frame. */
  async function paste(javaScriptEnabled = true): Promise<Frame> {
    const link = await createRegistrationLink(stage.tool.deps, { host: null, hours: 1, autoApprove: false })
    const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled })
    context.setDefaultTimeout(15_000)
    page = await context.newPage()
    await page.clock.install()
    await page.goto(stage.vle.url)
    await page.getByRole('button', { name: 'Adaeze Okafor' }).click()
    await page.goto(`${stage.vle.url}/admin/tools`)
    await page.getByLabel('Registration link').fill(link.url)
    await page.getByRole('button', { name: 'Add LTI Advantage' }).click()
    await page.getByRole('button', { name: 'Register as a new tool' }).click()
    const frame = await (await page.locator('iframe.tool').elementHandle())?.contentFrame()
    if (!frame) throw new Error('the VLE shows no frame')
    await frame.getByRole('heading', { name: 'is registered' }).waitFor()
    return frame
  }
  /** What axe finds on the tool's page. */
  async function faultsOf(frame: Frame): Promise<string[]> {
    await frame.evaluate(axe)
    return frame.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      return (await axe.run()).violations.map(({ id }) => id)
    })
  }
  const isBack = () => page.getByRole('button', { name: 'Activate' }).first().waitFor()

  it('reads what to do next, closes the page, and finds the tool in the VLE’s list', async () => {
    const frame = await paste()
    expect(await frame.locator('main').innerText()).to.contain('LTI External tools')
    expect(await frame.locator('#by-hand').isVisible()).to.equal(false)
    expect(await faultsOf(frame)).to.deep.equal([])
    await frame.getByRole('button', { name: 'Close now' }).click()
    await isBack()
  })

  it('who does nothing is brought back to the list', async () => {
    await paste()
    await page.clock.fastForward(10_000)
    await isBack()
  })

  it('may keep the page open, and close it later', async () => {
    const frame = await paste()
    await frame.getByRole('button', { name: 'Keep it open' }).click()
    await page.clock.fastForward(60_000)
    expect(await frame.locator('#soon').count()).to.equal(0)
    expect(page.url()).to.match(/\/admin\/tools\/register$/)
    await frame.getByRole('button', { name: 'Close now' }).click()
    await isBack()
  })

  it('is told without scripts that the window can be closed', async () => {
    const frame = await paste(false)
    expect(await frame.locator('#by-hand').isVisible()).to.equal(true)
    expect(await frame.locator('#closing').isVisible()).to.equal(false)
  })
})
