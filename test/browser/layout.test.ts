import { expect } from 'chai'
import { journeys } from './journeys.ts'
import { PAGES, see } from './pages.ts'

/** Elements that stick out to the right, so that a failure names them. */
const TOO_WIDE = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth
  if (!wide) return []
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))
})()`
const LUMINANCE = `(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)
  return (r + g + b) / 3
})()`

journeys('On a screen 320 pixels wide', (world) => {
  for (const one of PAGES) {
    it(`nothing of the page ${one.name} has to be scrolled sideways, in English and in Welsh`, async () => {
      const page = await see(one, world(), { viewport: { width: 320, height: 640 } })
      for (const language of ['en', 'cy']) {
        const address = new URL(page.url())
        address.searchParams.set('lang', language)
        await page.goto(address.href)
        expect(await page.locator('html').getAttribute('lang')).to.equal(language)
        expect(await page.evaluate('innerWidth')).to.equal(320)
        expect(await page.evaluate(TOO_WIDE), language).to.deep.equal([])
      }
    })
  }
})

journeys('In a frame 400 pixels high', (world) => {
  it('the next step is in sight at once, and the rest is reached by scrolling', async () => {
    const { page, open } = await world().enter('l19', { viewport: { width: 1000, height: 505 } })
    const tool = await open('My credentials')
    const height: number = await tool.evaluate('innerHeight')
    expect(height).to.be.within(360, 420)
    const button = await tool.getByRole('link', { name: 'Write about it' }).boundingBox()
    expect((button?.y ?? 505) + (button?.height ?? 0)).to.be.at.most(505)
    await tool.getByRole('link', { name: 'What is held about me' }).click()
    await tool.getByRole('heading', { name: 'What is held about me' }).waitFor()
    expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight + 20')).to.equal(true)
  })
})

journeys('Where dark colours are preferred', (world) => {
  it('the pages are dark, and light where light is', async () => {
    for (const one of PAGES.filter(({ name }) => ['learner', 'tutor', 'public', 'error'].includes(name))) {
      const dark = await see(one, world(), { colorScheme: 'dark' })
      expect(await dark.evaluate(LUMINANCE), one.name).to.be.below(60)
      const light = await see(one, world(), { colorScheme: 'light' })
      expect(await light.evaluate(LUMINANCE), one.name).to.be.above(230)
    }
  })
})
