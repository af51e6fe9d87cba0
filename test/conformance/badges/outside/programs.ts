import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Context } from 'mocha'

/** Where the programs in this folder lie. */
export const here = (file: string): string => join(import.meta.dirname, file)

/** Debian's own Python: another one on the path would not see Debian's packages. */
export const PYTHON = '/usr/bin/python3'

/** Skips with a printed reason where a program does not run; with `BADGE_TOOLS=required` that fails. */
export function needProgram(test: Context, command: string, ...args: string[]): void {
  const { status, error } = spawnSync(command, args, { encoding: 'utf8' })
  if (status === 0) return
  const reason = `${[command, ...args].join(' ')} does not run (${error?.message ?? `exit code ${status}`})`
  if (process.env.BADGE_TOOLS === 'required') throw new Error(reason)
  console.log(`    skipped: ${reason}`)
  test.skip()
}

/** What a program prints. Errors: where it ends with anything but 0. */
export function run(command: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}${stdout}`)
  return stdout
}
