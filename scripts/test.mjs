// Runs mocha and closes with one plain line of totals, `N passed, N failed, N skipped`, whatever the reporter printed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'credential-ladder-test-'))
const report = join(folder, 'totals.json')
const mocha = join(import.meta.dirname, '..', 'node_modules', 'mocha', 'bin', 'mocha.js')
const wanted = process.argv.slice(2)
if (!wanted.some((word) => word.includes('test/'))) wanted.push('test/**/*.test.ts')
const run = spawnSync(process.execPath, [mocha, '--reporter', './scripts/reporter.cjs', ...wanted], {
  stdio: 'inherit',
  env: { ...process.env, TOTALS_FILE: report },
})
let totals = null
try {
  totals = JSON.parse(readFileSync(report, 'utf8'))
} catch {
  console.log('The tests ended before they could count themselves.')
}
rmSync(folder, { recursive: true, force: true })
if (totals) console.log(`${totals.passes} passed, ${totals.failures} failed, ${totals.pending} skipped`)
process.exit(run.status ?? 1)
