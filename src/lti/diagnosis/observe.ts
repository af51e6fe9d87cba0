import type { HttpReply, Send } from '../http/send.ts'
import type { Clock } from '../types.ts'

/** Between which two times, in milliseconds, the platform's clock is ahead of ours. */
export interface ClockGap {
  readonly least: number
  readonly most: number
}

export interface Observed {
  readonly send: Send
  /** The last reply, whatever its status. */
  last(): HttpReply | null
  /** By the replies' `Date`; `null` while none told. */
  clockGap(): ClockGap | null
}

/**
 * Sends each request once and within the time limit, beside the circuit that spares a platform in trouble, and remembers
 * what a diagnosis needs of the replies.
 */
export function observe(send: Send, clock: Clock, timeLimit: number): Observed {
  let last: HttpReply | null = null
  let gap: ClockGap | null = null
  return {
    async send(request) {
      const began = clock()
      const reply = await send({ ...request, tries: 1, timeLimit, circuit: null })
      last = reply
      // What a cache in between kept tells the time at which it was kept.
      if (!reply.headers.has('age')) gap = gapOf(reply, began, clock()) ?? gap
      return reply
    },
    last: () => last,
    clockGap: () => gap,
  }
}

/** `Date` (RFC 9110 §6.6.1) counts whole seconds, and was written at some moment while we waited. */
function gapOf(reply: HttpReply, began: number, ended: number): ClockGap | null {
  const date = Date.parse(reply.headers.get('date') ?? '')
  return Number.isNaN(date) ? null : { least: date - ended, most: date + 1000 - began }
}
