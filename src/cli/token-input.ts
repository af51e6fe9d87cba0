import { createInterface } from 'node:readline'
import { AppError } from '../app/errors.ts'
import type { Arguments } from './arguments.ts'

/** Whether a command needs a token that was not typed with it, where it would stand in the shell's history and in every list of processes. */
export function asksForToken({ words: [command, action], options }: Arguments): boolean {
  return command === 'platform' && action === 'webservice' && options.token === undefined && !options.remove
}

/** The first line of standard input, or `MOODLE_TOKEN`. Read where it is typed: the command itself may run in the tool's own process. */
export async function readToken(): Promise<string> {
  const { MOODLE_TOKEN } = process.env
  if (MOODLE_TOKEN) return MOODLE_TOKEN.trim()
  if (process.stdin.isTTY) process.stderr.write('Token: ')
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim()) return line.trim()
  }
  throw new AppError('usage', 2, 'the token is needed: on standard input, or in MOODLE_TOKEN')
}
