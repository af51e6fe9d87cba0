/**
 * Works on what comes, so many at a time, and asks for more only when there is room. Ends when all that was begun has ended, also where
 * one of them failed: nothing goes on behind the caller's back.
 *
 * Errors: the first one's, of `items` or of `work`; nothing is begun after it.
 */
export async function inFlight<T>(
  items: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  // One that failed stays, so that whoever waits next hears of it.
  const running = new Set<Promise<void>>()
  try {
    for await (const item of items) {
      const one: Promise<void> = work(item).then(() => {
        running.delete(one)
      })
      one.catch(() => {})
      running.add(one)
      if (running.size >= most) await Promise.race(running)
    }
    await Promise.all(running)
  } finally {
    await Promise.allSettled(running)
  }
}
