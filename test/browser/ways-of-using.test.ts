import { expect } from 'chai'
import type { Frame } from 'playwright-core'
import { journeys } from './journeys.ts'

// Holds Completed and Demonstrated; the next thing is to write about changed practice.
const WRITER = '119'

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
/** Waits, unlike a count: while one page gives way to the next there is for a moment neither. */
const showsTwoEarned = (tool: Frame) => tool.locator('.rung.earned').nth(1).waitFor()
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
    await showsTwoEarned(tool)
    await tool.getByRole('link', { name: 'Write about it' }).click()
    await tool.getByRole('button', { name: 'Hand in' }).click()
    await tool.getByRole('alert').waitFor()
    await tool.getByRole('link', { name: 'My credentials' }).click()
    const answered = page.waitForResponse((answer) => answer.request().redirectedFrom()?.method() === 'POST')
    await tool.getByRole('button', { name: 'Check again' }).click()
    expect((await answered).status()).to.equal(200)
    await showsTwoEarned(tool)
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
