import axe, { type AxeResults } from 'axe-core'
import { expect } from 'chai'
import { journeys } from './journeys.ts'
import { PAGES, see } from './pages.ts'

const RUN = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`

journeys('axe', (world) => {
  for (const one of PAGES) {
    it(`finds nothing wrong with the page ${one.name}, in light and in dark colours`, async () => {
      const page = await see(one, world())
      await page.evaluate(`${axe.source}; undefined`)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations, passes } = await page.evaluate<AxeResults>(RUN)
        expect(passes.length).to.be.greaterThan(10)
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${colorScheme} ${id}: ${html}\n${failureSummary}`),
        )
        expect(found, found.join('\n\n')).to.deep.equal([])
      }
    })
  }
})
