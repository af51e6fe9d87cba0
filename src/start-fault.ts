import { ConfigError } from './config.ts'

const KNOWN = new Set(['database_in_use', 'secret_key', 'EADDRINUSE', 'EACCES'])

/** Why the tool did not start, for whoever started it: what happened and what to do, without a stack where one would not help. */
export function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.message
  const { code, message } = error as { code?: unknown; message?: string }
  if (code === 'EADDRINUSE') return 'The port is taken by another program. Set PORT to a free one.'
  if (typeof code === 'string' && KNOWN.has(code)) return `${message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
