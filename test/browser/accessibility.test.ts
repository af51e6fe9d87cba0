import axe, { type AxeResults } from 'axe-core'
import { expect } from 'chai'
import type { Page } from 'playwright-core'
import { journeys } from './journeys.ts'
import { PAGES, see } from './pages.ts'

const RUN = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`

/** Elements that stick out to the right, so that a failure names them. */
const TOO_WIDE = `(() => {
  const wide = document.documentElement.scrollWidth > innerWidth
  if (!wide) return []
  return [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120))
})()`

async function faults(page: Page): Promise<string[]> {
  const { violations, passes } = await page.evaluate<AxeResults>(RUN)
  expect(passes.length).to.be.greaterThan(10)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  )
}

// One visit serves both looks: getting there takes longer than looking.
journeys('The page', (world) => {
  for (const one of PAGES) {
    it(`${one.name} has no fault that axe finds, in light or dark, and fits 320 pixels, in English or Welsh, and 768 in Welsh`, async () => {
      const { page, again } = await see(one, world())
      await page.evaluate(`${axe.source}; undefined`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const found = await faults(page)
        expect(found, `${colorScheme}\n${found.join('\n\n')}`).to.deep.equal([])
      }
      await page.setViewportSize({ width: 320, height: 640 })
      expect(await page.evaluate('innerWidth')).to.equal(320)
      expect(await page.evaluate(TOO_WIDE), 'in English').to.deep.equal([])
      await page.goto(`${world().stage.toolUrl}/nowhere?lang=cy`)
      await again()
      expect(await page.locator('html').getAttribute('lang')).to.equal('cy')
      expect(await page.evaluate(TOO_WIDE), 'in Welsh').to.deep.equal([])
      await page.setViewportSize({ width: 768, height: 640 })
      expect(await page.evaluate(TOO_WIDE), 'in Welsh, between a phone and a desk').to.deep.equal([])
    })
  }
})
