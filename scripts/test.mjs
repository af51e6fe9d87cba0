// `npm test` runs every test; `npm test -- core lti` those whose path contains a word. Closes with one plain line of totals,
// `N passed, N failed, N skipped`, whatever the reporter printed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'credential-ladder-test-'))
const report = join(folder, 'totals.json')
const mocha = join(import.meta.dirname, '..', 'node_modules', 'mocha', 'bin', 'mocha.js')
const words = process.argv.slice(2)
const options = words.filter((word) => word.startsWith('-'))
const paths = words.filter((word) => !word.startsWith('-'))
const run = spawnSync(
  process.execPath,
  [mocha, '--reporter', './scripts/reporter.cjs', ...options, './scripts/load-tests.mjs'],
  { stdio: 'inherit', env: { ...process.env, TOTALS_FILE: report, TEST_PATHS: paths.join(' ') } },
)
let totals = null
try {
  totals = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  console.log('The tests ended before they could count themselves.')
}
rmSync(folder, { recursive: true, force: true })
if (totals) console.log(`${totals.passes} passed, ${totals.failures} failed, ${totals.pending} skipped`)
process.exit(totals ? (run.status ?? 1) : 1)
