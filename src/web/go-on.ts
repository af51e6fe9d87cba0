import type { Response } from 'express'

/** Sends a browser on without a page for those that do not follow, which Express would write in the form that is asked for: all do. */
export function goOn(res: Response, status: 302 | 303, to: string): void {
  res.status(status).location(to).end()
}
