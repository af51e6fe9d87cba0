import { resolve } from 'node:path'
import { StoreError } from './errors.ts'

export type DatabaseUrl =
  | { readonly dialect: 'sqlite'; readonly file: string }
  | { readonly dialect: 'postgres'; readonly url: string }

/**
 * `sqlite:/path/file.db` (or a relative path) or `postgres://…`.
 * @throws StoreError `database_url_invalid`; the message never holds the URL, which may carry a password
 */
export function parseDatabaseUrl(url: string): DatabaseUrl {
  if (/^postgres(ql)?:\/\//.test(url)) return { dialect: 'postgres', url }
  const path = /^sqlite:(?:\/\/(?=\/))?(.+)$/.exec(url)?.[1]
  if (path === undefined || path.startsWith(':')) {
    throw new StoreError(
      'database_url_invalid',
      'the database URL is neither sqlite:/path/file.db nor postgres://…',
    )
  }
  return { dialect: 'sqlite', file: resolve(path) }
}
