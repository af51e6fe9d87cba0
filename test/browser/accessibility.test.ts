import axe, { type AxeResults } from 'axe-core'
import { expect } from 'chai'
import { journeys } from './journeys.ts'
import { PAGES, see } from './pages.ts'

const RUN = `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`

for (const colorScheme of ['light', 'dark'] as const) {
  journeys(`axe in ${colorScheme} colours`, (world) => {
    for (const one of PAGES) {
      it(`finds nothing wrong with the page ${one.name}`, async () => {
        const page = await see(one, world(), { colorScheme })
        await page.evaluate(`${axe.source}; undefined`)
        const { violations, passes } = await page.evaluate<AxeResults>(RUN)
        expect(passes.length).to.be.greaterThan(10)
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
        )
        expect(found, found.join('\n\n')).to.deep.equal([])
      })
    }
  })
}
