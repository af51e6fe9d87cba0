// Mocha's own spec reporter, which also leaves its totals where scripts/test.mjs reads them.
const { writeFileSync } = require('node:fs')
const { reporters, Runner } = require('mocha')

module.exports = class TotalsReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = runner.stats
      if (process.env.TOTALS_FILE)
        writeFileSync(process.env.TOTALS_FILE, JSON.stringify({ passes, failures, pending }))
    })
  }
}
