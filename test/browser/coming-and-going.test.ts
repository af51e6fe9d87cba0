import { expect } from 'chai'
import type { Frame, Page } from 'playwright-core'
import { journeys } from './journeys.ts'
import { nameOf, PLAYED, type Stage } from './stage.ts'
import { toolFrame, type Visitor } from './visitor.ts'

// Holds Completed and Demonstrated; the next thing is to write about changed practice.
const WRITER = '119'
// Came to no session yet.
const NEWCOMER = '107'

const AGAIN = 'Go back to your course and open the link again.'

/** What a page that turns people away says: its code, its heading and the one thing to do. */
async function refusal(page: Page | Frame) {
  await page.locator('.next-step').waitFor()
  return {
    code: await page.locator('meta[name=error-code]').getAttribute('content'),
    heading: await page.getByRole('heading', { level: 1 }).innerText(),
    todo: await page.locator('.next-step').innerText(),
  }
}

// Playwright's own way back waits for the VLE's page to load, but only the frame goes back.
const back = (page: Page) => page.evaluate('history.back()')

journeys('Two tabs of one browser', (world) => {
  before(async () => {
    await world().stage.addCourse({ id: 'second', title: 'A Second Course', learners: [WRITER] })
  })

  it('show a course each and do not mix, whichever is used last', async () => {
    const { context, page, open } = await world().enter(WRITER)
    const first = await open('My credentials')
    const tab = await context.newPage()
    await tab.goto(`${world().stage.vle.url}/courses/second`)
    await tab.getByRole('link', { name: 'My credentials', exact: true }).click()
    const second = await toolFrame(tab)
    await first.locator('a[href$="/about-me"]').click()
    await first.waitForURL(/\/about-me/)
    await second.locator('a[href$="/about-me"]').click()
    await second.waitForURL(/\/about-me/)
    await page.bringToFront()
    await first.getByRole('link', { name: 'Back', exact: true }).click()
    await first.locator('.rung').first().waitFor()
    expect(await first.locator('.where').innerText()).to.include('Digital Leadership in Practice')
    await first.locator('.rung.earned').nth(1).waitFor()
    expect(await second.locator('.where').innerText()).to.include('A Second Course')
  })
})

journeys('The same course in two tabs', (world) => {
  it('is a visit each: both go on, whichever was opened last', async () => {
    const { context, page, open } = await world().enter(WRITER)
    const first = await open('My credentials')
    const tab = await context.newPage()
    await tab.goto(`${world().stage.vle.url}/courses/${PLAYED}`)
    await tab.getByRole('link', { name: 'My credentials', exact: true }).click()
    const second = await toolFrame(tab)
    expect(second.url()).not.to.equal(first.url())
    await page.bringToFront()
    await first.getByRole('link', { name: 'Write about it' }).click()
    await first.getByRole('button', { name: 'Hand in' }).click()
    await first.getByRole('alert').waitFor()
    await second.locator('a[href$="/about-me"]').click()
    await second.getByText(nameOf(WRITER)).first().waitFor()
  })
})

journeys('Two people, one after the other, at one browser', (world) => {
  it('are never shown each other’s pages: the visit before ends when the next begins', async () => {
    const { page, open } = await world().enter(WRITER)
    const first = await open('My credentials')
    const theirs = first.url()
    await first.locator('.rung.earned').nth(1).waitFor()

    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('button', { name: nameOf(NEWCOMER), exact: true }).click()
    const second = await open('My credentials')
    const mine = second.url()
    expect(await second.locator('.rung.earned').count()).to.equal(0)
    await second.goto(theirs)
    expect(await refusal(second)).to.deep.equal({
      code: 'session_expired',
      heading: 'Your visit has ended',
      todo: AGAIN,
    })
    expect(await second.locator('main').innerText()).to.include('somebody else opens the tool')
    await second.goto(mine)
    await second.locator('a[href$="/about-me"]').click()
    await second.getByText(nameOf(NEWCOMER)).first().waitFor()
  })
})

journeys('A visit that has ended', (world) => {
  it('says so inside the VLE, in the language of the browser, and opening the link again is all it takes', async () => {
    const { page, open } = await world().enter(WRITER)
    const tool = await open('My credentials')
    const [, id = ''] = /\/s\/([^/]+)\//.exec(tool.url()) ?? []
    await world().stage.server.tool.store.sessions.end([id])
    await tool.getByRole('link', { name: 'Write about it' }).click()
    expect(await refusal(tool)).to.deep.equal({
      code: 'session_expired',
      heading: 'Your visit has ended',
      todo: AGAIN,
    })
    await page.reload()
    await (await toolFrame(page)).getByRole('heading', { name: 'My credentials' }).waitFor()
  })
})

/** Opens the link in a browser that hands no cookie of the tool back to its launch. */
async function openWithoutCookies({ context, page }: Visitor, { vle, linkId }: Stage): Promise<Frame> {
  await context.route('**/lti/launch', async (route) => {
    await context.clearCookies({ domain: 'localhost' })
    await route.continue()
  })
  await page.goto(`${vle.url}/courses/${PLAYED}/links/${linkId(PLAYED, 'My credentials')}`)
  const element = await page.locator('iframe.tool').elementHandle()
  const tool = await element?.contentFrame()
  if (!tool) throw new Error('the VLE shows no frame for the tool')
  await tool.getByRole('heading', { name: 'Open in a new window' }).waitFor()
  return tool
}

journeys('Where new windows are blocked as well', (world) => {
  it('a second button opens the tool in place of the VLE’s page', async () => {
    const visitor = await world().enter(WRITER)
    const { context, page } = visitor
    const sandbox =
      'sandbox="allow-forms allow-scripts allow-same-origin allow-top-navigation-by-user-activation"'
    await context.route('**/links/*', async (route) => {
      const response = await route.fetch()
      const body = (await response.text()).replace('<iframe class="tool"', `<iframe class="tool" ${sandbox}`)
      await route.fulfill({ response, body })
    })
    const tool = await openWithoutCookies(visitor, world().stage)
    await tool.getByRole('button', { name: 'Open in a new window' }).click()
    expect(context.pages()).to.deep.equal([page])
    await tool.getByRole('button', { name: 'Open it in place of this page' }).click()
    await page.waitForURL(/\/s\/[^/]+\/$/)
    await page.getByRole('heading', { name: 'My credentials' }).waitFor()
  })
})

journeys('A launch that was used', (world) => {
  it('and is posted again by Refresh says that it works once', async () => {
    // The answer to such a post is a page, which Refresh asks for by posting again.
    const tool = await openWithoutCookies(await world().enter(WRITER), world().stage)
    expect(await tool.locator('.facts').innerText()).to.include(nameOf(WRITER))
    expect(await tool.locator('.facts').innerText()).to.include('Digital Leadership in Practice')
    await tool.evaluate('location.reload()')
    expect(await refusal(tool)).to.deep.equal({
      code: 'state_unknown',
      heading: 'This link was used before or took too long',
      todo: AGAIN,
    })
  })

  it('is refused by the VLE where it is begun again, and the tool opens nothing', async () => {
    const { page, open } = await world().enter(WRITER)
    let login = ''
    page.on('request', (request) => {
      if (request.url().endsWith('/lti/login')) login = request.postData() ?? ''
    })
    await open('My credentials')
    const begin = `(([action, fields]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action, target: 'tool' })
      for (const [name, value] of new URLSearchParams(fields))
        form.append(Object.assign(document.createElement('input'), { name, value }))
      document.body.append(form)
      form.submit()
    })(${JSON.stringify([`${world().stage.toolUrl}/lti/login`, login])})`
    await page.evaluate(begin)
    const words = page.frameLocator('iframe.tool').getByText('This launch has already been used')
    await words.waitFor()
  })

  it('is left behind by Back in a window of its own, and Forward shows the page again', async () => {
    const { page, openWindow } = await world().enter(WRITER)
    await openWindow('My credentials')
    await page.goBack()
    await page.getByRole('button', { name: 'Leave' }).waitFor()
    await page.goForward()
    await page.getByRole('heading', { name: 'My credentials' }).waitFor()
  })
})

journeys('The browser’s own buttons', (world) => {
  it('Back returns to the page before, inside the frame', async () => {
    const { page, open } = await world().enter(WRITER)
    const tool = await open('My credentials')
    await tool.locator('a[href$="/about-me"]').click()
    await tool.waitForURL(/\/about-me/)
    await back(page)
    await tool.getByRole('heading', { name: 'My credentials' }).waitFor()
  })

  it('Refresh shows the page again, in the frame and in a window of its own', async () => {
    const { page, open, openWindow } = await world().enter(WRITER)
    await open('My credentials')
    await page.reload()
    const again = await toolFrame(page)
    await again.getByRole('heading', { name: 'My credentials' }).waitFor()
    const base = await openWindow('My credentials')
    await page.reload()
    await page.getByRole('heading', { name: 'My credentials' }).waitFor()
    expect(page.url()).to.equal(`${base}/`)
  })

  it('Back after a form has been sent does not send it again', async () => {
    const { page, open } = await world().enter('11')
    const tool = await open('My credentials')
    await tool.getByRole('link', { name: 'What counts' }).first().click()
    await tool.getByRole('button', { name: 'Save' }).click()
    await tool.getByRole('status').waitFor()
    await back(page)
    await tool.getByRole('status').waitFor({ state: 'detached' })
    await tool.getByRole('heading', { name: 'What counts' }).waitFor()
  })

  it('an address of a session from another browser gives a page that says what to do', async () => {
    const { openWindow } = await world().enter(WRITER)
    const base = await openWindow('My credentials')
    const stranger = await (await world().browser.newContext()).newPage()
    const answer = await stranger.goto(`${base}/`)
    expect(answer?.status()).to.equal(401)
    expect(await stranger.locator('meta[name=error-code]').getAttribute('content')).to.equal(
      'session_expired',
    )
    expect(await stranger.locator('.next-step').isVisible()).to.equal(true)
  })
})
