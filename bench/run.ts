/** `npm run bench [-- name …]`: measures, prints a table, and keeps the results in `bench/results.json`. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { award } from './award.ts'
import { bake } from './bake.ts'
import { criteria } from './criteria.ts'
import { issue } from './issue.ts'
import { launch } from './launch.ts'
import { persist } from './persist.ts'
import { roster } from './roster.ts'
import { serve } from './serve.ts'
import type { Finding } from './support/benchmark.ts'
import { keepsFloor, type Results, resultOf, tableOf } from './support/results.ts'
import { verify } from './verify.ts'

const BENCHMARKS = [launch, roster, criteria, issue, bake, verify, persist, award, serve]
const FILE = join(import.meta.dirname, 'results.json')

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !BENCHMARKS.some((one) => one.name === name))
if (unknown.length > 0) {
  console.error(
    `There is no benchmark ${unknown.join(', ')}; there are ${BENCHMARKS.map((one) => one.name).join(', ')}.`,
  )
  process.exit(2)
}
const [major] = process.versions.node.split('.')
const measured = `${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores, Node ${major}`

const findings: Finding[] = []
for (const { name, run } of BENCHMARKS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`measuring ${name} …`)
  findings.push(...(await run()))
}
const results: Results = Object.fromEntries(
  findings.map((finding) => [finding.id, resultOf(finding, measured)]),
)
console.log(tableOf(results))
writeFileSync(FILE, `${JSON.stringify({ ...earlier(), ...results }, null, 2)}\n`)
const below = findings.filter((finding) => !keepsFloor(finding))
if (below.length > 0) {
  console.error(`Below the floor: ${below.map(({ id }) => id).join(', ')}`)
  process.exitCode = 1
}

/** What other runs measured stays. */
function earlier(): Results {
  try {
    return JSON.parse(readFileSync(FILE, 'utf8')) as Results
  } catch {
    return {}
  }
}
