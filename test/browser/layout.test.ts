import { expect } from 'chai'
import { journeys } from './journeys.ts'
import { PAGES, see } from './pages.ts'

const LUMINANCE = `(() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)
  return (r + g + b) / 3
})()`

journeys('In a frame 400 pixels high', (world) => {
  it('the next step is in sight at once, and the rest is reached by scrolling', async () => {
    const { page, open } = await world().enter('119', { viewport: { width: 1000, height: 505 } })
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
      const { page } = await see(one, world(), { colorScheme: 'dark' })
      expect(await page.evaluate(LUMINANCE), one.name).to.be.below(60)
      await page.emulateMedia({ colorScheme: 'light' })
      expect(await page.evaluate(LUMINANCE), one.name).to.be.above(230)
    }
  })
})
