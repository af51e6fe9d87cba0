import { expect } from 'chai'
import type { Frame, Page } from 'playwright-core'
import { startToolAndVle, type ToolAndVle } from '../support/tool-and-vle.ts'
import { openProfile, type Profile } from './blocked.ts'
import { findChromium, NO_CHROMIUM } from './browser.ts'

const SESSION = /\/s\/[^/]+\//

/** The platform's frame, taken over: it answers what a test wants. `data` is the tool's message, `answer` sends one back. */
const frameThat = (does: string) => `<!doctype html><title>Storage</title><script>
  addEventListener('message', (event) => {
    const { data } = event
    const answer = (more) => event.source.postMessage(
      { subject: data.subject + '.response', message_id: data.message_id, key: data.key, ...more }, event.origin)
    ${does}
  })
</script>`

/** A frame of another site that answers for the platform, before it does, with what would pass if its origin were not asked. */
const HOSTILE = `<!doctype html><title>Hostile</title><script>
  addEventListener('message', ({ data }) => {
    for (const value of ['stolen', '']) parent.frames.tool.postMessage(
      { subject: data.subject + '.response', message_id: data.message_id, key: data.key, value }, '*')
    parent.frames.post_message_forwarding.postMessage({ after: data.message_id }, '*')
  })
</script>`

/** The platform's own frame, but for waiting until the hostile one has spoken. */
const PATIENT = frameThat(`
    const waiting = (window.waiting ??= new Map())
    const kept = (window.kept ??= new Map())
    if (data.after) return waiting.get(data.after)?.()
    if (data.subject === 'lti.put_data') kept.set(data.key, data.value)
    waiting.set(data.message_id, () => answer({ value: kept.get(data.key) }))
    parent.frames.hostile.postMessage(data, '*')`)

describe('In a browser, on a platform with storage', function () {
  this.timeout(60_000)
  let canvas: ToolAndVle
  let plain: Profile
  let blocked: Profile
  let path: string

  before(async function () {
    this.timeout(120_000)
    const found = findChromium()
    if (!found) {
      if (process.env.BROWSER_TESTS === 'required') throw new Error(NO_CHROMIUM)
      console.log(`The journeys with platform storage are skipped: ${NO_CHROMIUM}`)
      this.skip()
    }
    path = found
    canvas = await startToolAndVle('canvas')
    plain = await openProfile(path, null)
    blocked = await openProfile(path, { toolUrl: canvas.toolUrl, vleUrl: canvas.vle.url })
  })
  after(async () => {
    await plain?.close()
    await blocked?.close()
    await canvas?.close()
  })
  afterEach(async () => {
    for (const { context } of [plain, blocked]) {
      await context.unrouteAll()
      for (const page of context.pages().slice(1)) await page.close()
    }
  })

  async function enter({ context }: Profile, { vle, learner } = canvas): Promise<Page> {
    const page = await context.newPage()
    await page.goto(vle.url)
    await page.getByRole('button', { name: learner.name, exact: true }).first().click()
    await page.getByRole('button', { name: 'Leave' }).waitFor()
    return page
  }

  /** Opens the link. `bodies`: what the tool's launch was posted, in order; `statuses`: what its login answered. */
  async function launch(page: Page, stage = canvas) {
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

  const isOffered = (tool: Frame) =>
    tool.locator('meta[name=error-code][content=cookies_blocked]').waitFor({ state: 'attached' })

  async function pressButton(page: Page, tool: Frame) {
    await isOffered(tool)
    const opening = page.waitForEvent('popup')
    await tool.getByRole('button', { name: 'Open in a new window' }).click()
    const opened = await opening
    await opened.waitForURL(SESSION)
    await opened.getByRole('heading', { name: 'My credentials' }).waitFor()
  }

  const proofs = (bodies: readonly URLSearchParams[]) => bodies.map((body) => body.get('proof')?.length)

  it('a launch goes through, past the storage the first time and by a plain redirect the second', async () => {
    const page = await enter(plain)
    const first = await launch(page)
    await first.tool.waitForURL(SESSION)
    expect(first.statuses).to.deep.equal([200])
    expect(first.bodies).to.have.length(1)
    const second = await launch(page)
    await second.tool.waitForURL(SESSION)
    expect(second.statuses).to.deep.equal([302])
  })

  it('a browser that keeps no cookies is known by the storage, and its button opens the tool', async () => {
    const page = await enter(blocked)
    const { tool, bodies, statuses } = await launch(page)
    await pressButton(page, tool)
    expect(statuses).to.deep.equal([200])
    expect(proofs(bodies)).to.deep.equal([undefined, 43])
  })

  it('the page itself keeps the secret where the platform names it, `_parent`, and no frame', async () => {
    const stage = await startToolAndVle('canvas', { storageTarget: '_parent' })
    const profile = await openProfile(path, { toolUrl: stage.toolUrl, vleUrl: stage.vle.url })
    try {
      const page = await enter(profile, stage)
      const { tool, bodies } = await launch(page, stage)
      await pressButton(page, tool)
      expect(proofs(bodies)).to.deep.equal([undefined, 43])
    } finally {
      await profile.close()
      await stage.close()
    }
  })

  it('a frame of another site that answers first is not listened to', async () => {
    const page = await enter(blocked)
    const hostile = canvas.vle.url.replace('127.0.0.1', '127.0.0.2')
    await blocked.context.route(`${hostile}/`, (route) =>
      route.fulfill({ contentType: 'text/html', body: HOSTILE }),
    )
    await blocked.context.route('**/storage-frame', (route) =>
      route.fulfill({ contentType: 'text/html', body: PATIENT }),
    )
    await blocked.context.route('**/links/*', async (route) => {
      const response = await route.fetch()
      const frame = `<iframe name="hostile" src="${hostile}/"></iframe><iframe class="tool"`
      await route.fulfill({ response, body: (await response.text()).replace('<iframe class="tool"', frame) })
    })
    const heard: unknown[] = []
    await page.exposeBinding('hear', (_source, said) => void heard.push(said))
    await page.addInitScript(
      "if (name === 'tool') addEventListener('message', ({ origin, data }) => hear([origin, data.value]))",
    )
    const { tool, bodies } = await launch(page)
    await isOffered(tool)
    expect(heard).to.deep.include([hostile, 'stolen'])
    expect(proofs(bodies)).to.deep.equal([undefined, 43])
  })

  for (const [what, does] of [
    ['stays silent', ''],
    ['answers that it failed', "answer({ error: { code: 'storage_exhaustion', message: 'full' } })"],
    ['has forgotten', "answer({ value: data.subject === 'lti.put_data' ? data.value : null })"],
    ['answers another question', "answer({ message_id: 'another', value: 'x' })"],
  ] as const) {
    it(`its button opens the tool, too, where the storage ${what}`, async () => {
      const page = await enter(blocked)
      await blocked.context.route('**/storage-frame', (route) =>
        route.fulfill({ contentType: 'text/html', body: frameThat(does) }),
      )
      const { tool, bodies } = await launch(page)
      await pressButton(page, tool)
      expect(proofs(bodies)).to.deep.equal([undefined, 0])
    })
  }

  it('a secret of somebody else’s login is refused, with words about what to do', async () => {
    const page = await enter(blocked)
    await blocked.context.route('**/storage-frame', (route) =>
      route.fulfill({ contentType: 'text/html', body: frameThat(`answer({ value: '${'s'.repeat(43)}' })`) }),
    )
    const { tool } = await launch(page)
    await tool.getByRole('heading', { name: 'This link was used before or took too long' }).waitFor()
    expect(await tool.locator('meta[name=error-code]').getAttribute('content')).to.equal('state_mismatch')
    expect(await tool.locator('.next-step').innerText()).to.equal(
      'Go back to your course and open the link again.',
    )
  })

  it('without scripts the buttons of each page lead to the tool, cookies or not', async () => {
    const profile = await openProfile(
      path,
      { toolUrl: canvas.toolUrl, vleUrl: canvas.vle.url },
      { javaScriptEnabled: false },
    )
    try {
      const page = await enter(profile)
      const { tool } = await launch(page)
      await tool.locator('#auto button').click()
      await tool.getByRole('link', { name: 'Continue' }).click()
      await tool.locator('#auto button').click()
      await tool.getByRole('button', { name: 'Continue' }).click()
      await pressButton(page, tool)
    } finally {
      await profile.close()
    }
  })
})
