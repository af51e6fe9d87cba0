import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Asks again and again until there is an answer. Throws, naming what was waited for. */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  milliseconds = 30_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const latest = Date.now() + milliseconds
  for (;;) {
    const answer = await ask()
    if (answer !== false && answer !== null && answer !== undefined)
      return answer as NonNullable<Exclude<T, false>>
    if (Date.now() > latest) throw new Error(`waited ${milliseconds} ms in vain: ${what}`)
    await wait(25)
  }
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
