import { readFile } from 'node:fs/promises'
import { AppError } from '../app/errors.ts'
import type { Clock } from '../app/ports.ts'
import { type VerifyReport, verifyBadge } from '../openbadges/index.ts'
import { type Arguments, optional } from './arguments.ts'
import type { Output } from './output.ts'

const EXIT = { valid: 0, invalid: 1, unknown: 2 } as const
const SIGN = { pass: '✓', fail: '✗', unknown: '?', skipped: '–' } as const

/**
 * `verify FILE [--recipient EMAIL] [--offline] [--json]`: exits 0 valid, 1 invalid, 2 unknown. Needs no database.
 */
export async function verifyCommand(
  args: Arguments,
  output: Output,
  outside: { fetch: typeof globalThis.fetch; clock: Clock },
): Promise<number> {
  const file = args.words[1]
  if (!file) throw new AppError('usage', 2, 'verify needs a file: npm run tool -- verify FILE')
  const bytes = await readFile(file).catch(() => {
    throw new AppError('file_unreadable', 2, `the file ${file} cannot be read`)
  })
  const recipient = optional(args, 'recipient')
  const fetch = args.options.offline ? null : outside.fetch
  const report = await verifyBadge(bytes, {
    fetch,
    clock: () => outside.clock.now(),
    ...(recipient ? { recipient } : {}),
  })
  output.result(report, () => words(report))
  return EXIT[report.verdict]
}

function words(report: VerifyReport): string {
  const checks = report.checks.map((check) => `  ${SIGN[check.outcome]} ${check.id}: ${check.message}`)
  const inside = (report.credentials ?? []).map((one) => `\n${nameOf(one)}: ${words(one)}`)
  return [report.verdict, ...checks, ...inside].join('\n')
}

/** What a credential in a record is called, by its own word; control characters would move the cursor. */
function nameOf({ credential }: VerifyReport): string {
  const name = credential?.name
  return typeof name === 'string' ? name.replace(/\p{Cc}/gu, ' ').slice(0, 200) : 'A credential'
}
