/**
 * Run as a process of its own: the tool, working through its queue, which kills itself at the n-th point. A point is just
 * before and just after each commit to the database, and the arrival of each answer of the VLE, when the VLE has done what
 * was asked and the tool does not know yet. Between two points nothing changes outside the process: before a request all
 * is as it was after the last point, and statements that are not committed yet leave no trace.
 */
import { subscribe } from 'node:diagnostics_channel'
import { readConfig } from '../../src/config.ts'
import { assembleTool } from '../../src/tool.ts'
import { dieAt, point, pointsPassed, watchCommits } from './killed.points.ts'

/** From the test: where to work, and at which point to die. */
export interface Order {
  readonly settings: Readonly<Record<string, string>>
  readonly point: number
}
/** To the test, of a child that lived: how many points it passed. */
export interface Lived {
  readonly passed: number
}

function watchAnswers(): void {
  subscribe('undici:request:headers', point)
}

process.once('message', async ({ settings, point: wanted }: Order) => {
  const tool = await assembleTool(readConfig(settings))
  watchCommits()
  watchAnswers()
  dieAt(wanted)
  await tool.engine.start(tool.handlers)
  await tool.engine.idle()
  const lived: Lived = { passed: pointsPassed() }
  await tool.close()
  process.send?.(lived)
  process.disconnect()
})
