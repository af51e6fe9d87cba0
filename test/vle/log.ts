import type { LogEntry } from './types.ts'

/** What the services were asked, in order. */
export interface ServiceLog {
  readonly entries: LogEntry[]
  /** How many entries have all of these values; `path` may be a part of it. */
  count(filter?: Partial<Pick<LogEntry, 'service' | 'method' | 'path' | 'status'>>): number
  clear(): void
}

export function createLog(): ServiceLog {
  const entries: LogEntry[] = []
  return {
    entries,
    count: ({ service, method, path, status } = {}) =>
      entries.filter(
        (entry) =>
          (service === undefined || entry.service === service) &&
          (method === undefined || entry.method === method) &&
          (path === undefined || entry.path.includes(path)) &&
          (status === undefined || entry.status === status),
      ).length,
    clear: () => void entries.splice(0),
  }
}
