// `npm test` runs every test, two folders of `test/` at a time; `npm test -- core lti` runs in one process those whose path contains a
// word. Closes with one plain line of totals, `N passed, N failed, N skipped`, whatever the reporter printed.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { testFiles } from './test-files.mjs'

const mocha = join(import.meta.dirname, '..', 'node_modules', 'mocha', 'bin', 'mocha.js')
const folder = mkdtempSync(join(tmpdir(), 'credential-ladder-test-'))
const words = process.argv.slice(2)
const options = words.filter((word) => word.startsWith('-'))
const paths = words.filter((word) => !word.startsWith('-'))

/** What takes longest starts first, so that the last to end end together. */
const LONGEST_FIRST = ['whole', 'browser', 'app', 'cli', 'web', 'store']

/** Files by the folder they lie in, the longest first. */
function groups() {
  const found = new Map()
  for (const file of testFiles([])) {
    const [, name, ...rest] = file.split('/')
    const group = rest.length > 0 ? name : 'test'
    found.set(group, [...(found.get(group) ?? []), file])
  }
  const rank = (name) => (LONGEST_FIRST.includes(name) ? LONGEST_FIRST.indexOf(name) : LONGEST_FIRST.length)
  return [...found].sort(([a], [b]) => rank(a) - rank(b))
}

/** One mocha over these files; its totals are null where it ended before it could count. */
function run(name, files, { quiet }) {
  const report = join(folder, `${name}.json`)
  const started = Date.now()
  const child = spawn(
    process.execPath,
    [mocha, '--reporter', './scripts/reporter.cjs', ...options, './scripts/load-tests.mjs'],
    {
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      env: { ...process.env, TOTALS_FILE: report, TEST_FILES: files.join('\n') },
    },
  )
  const printed = []
  child.stdout?.on('data', (chunk) => printed.push(chunk))
  child.stderr?.on('data', (chunk) => printed.push(chunk))
  return new Promise((resolve) =>
    child.once('close', (code) => {
      if (quiet)
        process.stdout.write(
          `\n== ${name} (${Math.round((Date.now() - started) / 1000)} s)\n${Buffer.concat(printed)}`,
        )
      resolve({ name, code, totals: totalsIn(report) })
    }),
  )
}

function totalsIn(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    console.log('The tests ended before they could count themselves.')
    return null
  }
}

async function everything() {
  const waiting = groups()
  const results = []
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      results.push(await run(next[0], next[1], { quiet: true }))
  }
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
  return results
}

const results =
  paths.length > 0 ? [await run('chosen', testFiles(paths), { quiet: false })] : await everything()
rmSync(folder, { recursive: true, force: true })
const sum = (what) => results.reduce((total, { totals }) => total + (totals?.[what] ?? 0), 0)
const failed = results.filter(({ code, totals }) => code !== 0 || totals === null)
if (results.length > 1) {
  for (const { totals } of results)
    for (const { title, error } of totals?.failed ?? []) console.log(`failed: ${title}\n  ${error}`)
  if (failed.length > 0) console.log(`Not all passed in: ${failed.map(({ name }) => name).join(', ')}`)
}
console.log(`${sum('passes')} passed, ${sum('failures')} failed, ${sum('pending')} skipped`)
process.exit(failed.length > 0 ? 1 : 0)
