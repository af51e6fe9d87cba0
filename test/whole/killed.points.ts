/** In a process that kills itself: the points at which it may. */
import sqlite3 from 'sqlite3'

let passed = 0
let last = Number.POSITIVE_INFINITY

/** From here on the process dies at its `n`-th point. */
export function dieAt(n: number): void {
  last = n
}

export const pointsPassed = () => passed

export function point(): void {
  passed += 1
  // SIGKILL: nothing is flushed, closed or told to anybody.
  if (passed === last) process.kill(process.pid, 'SIGKILL')
}

/** A point just before and just after each commit. Below the tool's own ports, so that the queue's writes count as well and nothing in `src` knows of it. */
export function watchCommits(): void {
  // Of the whole process: its writers work in turn.
  let open = false
  const commits = (sql: string): boolean => {
    const [, word = ''] = /^\s*(\w+)/.exec(sql.toUpperCase()) ?? []
    if (word === 'BEGIN') open = true
    if (word === 'COMMIT' || word === 'ROLLBACK') open = false
    // A write by itself commits what it wrote.
    return word === 'COMMIT' || (!open && ['INSERT', 'UPDATE', 'DELETE'].includes(word))
  }
  for (const name of ['run', 'all'] as const) {
    const original = sqlite3.Statement.prototype[name] as (...args: unknown[]) => unknown
    const watched = function (this: sqlite3.Statement & { readonly sql: string }, ...args: unknown[]) {
      if (!commits(this.sql)) return original.apply(this, args)
      point()
      const done = args.pop() as (...results: unknown[]) => void
      return original.call(this, ...args, function (this: unknown, ...results: unknown[]) {
        point()
        done.apply(this, results)
      })
    }
    Object.assign(sqlite3.Statement.prototype, { [name]: watched })
  }
}

/** A point just before and just after each statement, whatever it does: between two of them a process may die as well. */
export function watchStatements(): void {
  for (const name of ['run', 'all'] as const) {
    const original = sqlite3.Statement.prototype[name] as (...args: unknown[]) => unknown
    const watched = function (this: sqlite3.Statement, ...args: unknown[]) {
      point()
      return original.apply(this, args)
    }
    Object.assign(sqlite3.Statement.prototype, { [name]: watched })
  }
}
