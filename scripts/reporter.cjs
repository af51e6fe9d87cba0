// Mocha's own spec reporter, which also leaves its totals where scripts/test.mjs reads them.
const { writeFileSync } = require('node:fs')
const { reporters, Runner } = require('mocha')

/** A test that leaves something open must not hold the run up for ever: what is still open is named, and the run ends. */
function endWithin(milliseconds, failures) {
  setTimeout(() => {
    console.log(`Still open after the tests: ${process.getActiveResourcesInfo().join(', ')}`)
    process.exit(Math.min(failures, 255))
  }, milliseconds).unref()
}

module.exports = class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    const secondTries = []
    const failed = []
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats
      if (process.env.TOTALS_FILE)
        writeFileSync(process.env.TOTALS_FILE, JSON.stringify({ passes, failures, pending, failed }))
      if (secondTries.length > 0)
        console.log(`Needed a second try:\n${secondTries.map((title) => `  ${title}`).join('\n')}\n`)
      endWithin(60_000, failures)
    })
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) =>
      failed.push({ title: test.fullTitle(), error: error.message }),
    )
    runner.on(Runner.constants.EVENT_TEST_RETRY, (test, error) => {
      secondTries.push(test.fullTitle())
      console.log(`    ↻ is tried once more: ${test.fullTitle()}: ${error.message}`)
    })
  }
}
