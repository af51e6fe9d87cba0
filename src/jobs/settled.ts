/** Tells whoever waits that something has changed. */
export function createSettled() {
  const waiting = new Set<() => void>()
  return {
    tell(): void {
      for (const done of waiting) done()
    },
    /** Resolves at the next `tell`, or after so many milliseconds. */
    next(milliseconds: number): Promise<void> {
      return new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer)
          waiting.delete(done)
          resolve()
        }
        const timer = setTimeout(done, milliseconds)
        waiting.add(done)
      })
    },
  }
}
