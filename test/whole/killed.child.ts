/**
 * Run as a process of its own: the tool, working through its queue, which kills itself at the n-th point. A point is just
 * before and just after each commit to the database, and the arrival of each answer of the VLE, when the VLE has done what
 * was asked and the tool does not know yet. Between two points nothing changes outside the process: before a request all
 * is as it was after the last point, and statements that are not committed yet leave no trace.
 */
import { subscribe } from 'node:diagnostics_channel'
import sqlite3 from 'sqlite3'
import { readConfig } from '../../src/config.ts'
import { assembleTool } from '../../src/tool.ts'

/** From the test: where to work, and at which point to die. */
export interface Order {
  readonly settings: Readonly<Record<string, string>>
  readonly point: number
}
/** To the test, of a child that lived: how many points it passed. */
export interface Lived {
  readonly passed: number
}

let passed = 0
let last = Number.POSITIVE_INFINITY

function point(): void {
  passed += 1
  // SIGKILL: nothing is flushed, closed or told to anybody.
  if (passed === last) process.kill(process.pid, 'SIGKILL')
}

// Below the tool's own ports, so that the queue's writes count as well and nothing in `src` knows of it.
function watchCommits(): void {
  for (const name of ['run', 'all'] as const) {
    const original = sqlite3.Statement.prototype[name] as (...args: unknown[]) => unknown
    const watched = function (this: sqlite3.Statement & { readonly sql: string }, ...args: unknown[]) {
      if (!/^\s*COMMIT/i.test(this.sql)) return original.apply(this, args)
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

function watchAnswers(): void {
  subscribe('undici:request:headers', point)
}

process.once('message', async ({ settings, point: wanted }: Order) => {
  const tool = await assembleTool(readConfig(settings))
  watchCommits()
  watchAnswers()
  last = wanted
  await tool.engine.start(tool.handlers)
  await tool.engine.idle()
  const lived: Lived = { passed }
  await tool.close()
  process.send?.(lived)
  process.disconnect()
})
