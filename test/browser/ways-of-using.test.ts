import { expect } from 'chai'
import type { Frame, Page } from 'playwright-core'
import { journeys } from './journeys.ts'
import { toolFrame } from './visitor.ts'

// Holds Completed and Demonstrated; the next thing is to write about changed practice.
const WRITER = 'l19'

const FOCUS = `(() => {
  const at = document.activeElement
  if (!at || at === document.body) return null
  const style = getComputedStyle(at)
  const box = at.getBoundingClientRect()
  return {
    text: at.textContent.trim(),
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth),
    onScreen: box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth,
  }
})()`
interface Focus {
  readonly text: string
  readonly outline: number
  readonly onScreen: boolean
}
const focusIn = (frame: Frame) => frame.evaluate<Focus | null>(FOCUS)

journeys('With the keyboard alone', (world) => {
  it('a learner reaches the first action by Tab, sees where they are all the way, and uses it', async () => {
    const { open, page } = await world().enter(WRITER)
    const tool = await open('My credentials')
    let focus: Focus | null = null
    for (let presses = 0; presses < 20 && focus?.text !== 'Write about it'; presses += 1) {
      await page.keyboard.press('Tab')
      focus = await focusIn(tool)
      if (focus)
        expect(focus, 'the focus is to be seen')
          .to.deep.include({ onScreen: true })
          .and.to.have.property('outline')
          .at.least(2)
    }
    expect(focus?.text).to.equal('Write about it')
    await page.keyboard.press('Enter')
    await tool.waitForURL(/\/evidence$/)
    await tool.getByLabel('Your own practice').waitFor()
  })

  it('the first Tab in the tool offers to skip to the content', async () => {
    const { openWindow, page } = await world().enter(WRITER)
    await openWindow('My credentials')
    await page.keyboard.press('Tab')
    const focus = await focusIn(page.mainFrame())
    expect(focus).to.deep.include({ text: 'Skip to the content', onScreen: true })
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).to.equal('main')
  })
})

journeys('Without JavaScript', (world) => {
  it('a learner comes in by the VLE’s buttons, reads the ladder and uses its forms', async () => {
    const { page, open } = await world().enter(WRITER, { javaScriptEnabled: false })
    const arriving = open('My credentials')
    const inside = page.frameLocator('iframe.tool')
    await inside.getByRole('button').click()
    await inside.locator('form[action$="/lti/launch"] button').click()
    const tool = await arriving
    expect(await tool.locator('.rung.earned').count()).to.equal(2)
    await tool.getByRole('link', { name: 'Write about it' }).click()
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByRole('alert').waitFor()
    await tool.getByRole('link', { name: 'My credentials' }).click()
    await tool.getByRole('button', { name: 'Check again' }).click()
    await tool.getByRole('heading', { name: 'My credentials' }).waitFor()
    expect(await tool.locator('.rung.earned').count()).to.equal(2)
  })
})

journeys('In Welsh', (world) => {
  it('the language link turns the tool to Welsh, and it stays so on the next page and after a launch’s refresh', async () => {
    const { open } = await world().enter(WRITER)
    const tool = await open('My credentials')
    await tool.getByRole('link', { name: 'Cymraeg' }).click()
    await tool.locator('html[lang=cy]').waitFor()
    await tool.locator('a[href$="/about-me"]').click()
    await tool.waitForURL(/\/about-me/)
    expect(await tool.locator('html').getAttribute('lang')).to.equal('cy')
    expect(await tool.getByRole('link', { name: 'English' }).isVisible()).to.equal(true)
  })
})

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
    expect(await first.locator('.rung.earned').count()).to.equal(2)
    expect(await second.locator('.where').innerText()).to.include('A Second Course')
  })
})

// Playwright's own way back waits for the VLE's page to load, but only the frame goes back.
const back = (page: Page) => page.evaluate('history.back()')

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
    const { page, open } = await world().enter('t1')
    const tool = await open('My credentials')
    await tool.getByRole('link', { name: 'What counts' }).first().click()
    await tool.getByRole('button', { name: 'Save' }).click()
    await tool.getByRole('status').waitFor()
    await back(page)
    await tool.getByRole('heading', { name: 'What counts' }).waitFor()
    expect(await tool.getByRole('status').count()).to.equal(0)
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
