import { parseArgs } from 'node:util'
import { AppError } from '../app/errors.ts'

export interface Arguments {
  /** What stands without dashes, in order. */
  readonly words: readonly string[]
  /** `--name value` as text, `--flag` as `true`. */
  readonly options: Readonly<Record<string, string | true>>
}

const FLAGS = [
  'json',
  'approve',
  'auto-approve',
  'help',
  'offline',
  'now',
  'withdraw',
  'remove',
  'yes',
] as const
const VALUES = [
  'name',
  'issuer',
  'client-id',
  'deployment-id',
  'auth-url',
  'token-url',
  'jwks-url',
  'token-audience',
  'course',
  'platform',
  'person',
  'sub',
  'recipient',
  'host',
  'hours',
  'use',
  'url',
  'token',
  'reason',
  'earned-on',
  'email',
  'description',
  'logo',
  'colour',
] as const

/** Reads a command line. Errors: `usage` for an option that nobody knows. */
export function readArguments(argv: readonly string[]): Arguments {
  const options = Object.fromEntries([
    ...FLAGS.map((flag) => [flag, { type: 'boolean' as const }]),
    ...VALUES.map((name) => [name, { type: 'string' as const }]),
  ])
  try {
    const { positionals, values } = parseArgs({ args: [...argv], options, allowPositionals: true })
    return { words: positionals, options: values as Record<string, string | true> }
  } catch (error) {
    throw new AppError('usage', 2, error instanceof Error ? error.message : 'unreadable arguments')
  }
}

/** The text of an option. Errors: `usage` when it is missing. */
export function required({ options }: Arguments, name: (typeof VALUES)[number]): string {
  const value = options[name]
  if (typeof value !== 'string' || !value) throw new AppError('usage', 2, `--${name} is needed`)
  return value
}

/** The text of an option, or `null`. */
export function optional({ options }: Arguments, name: (typeof VALUES)[number]): string | null {
  const value = options[name]
  return typeof value === 'string' && value ? value : null
}
