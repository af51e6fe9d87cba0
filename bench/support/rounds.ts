/** The middle value; of an even number of them the upper middle one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const found = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (found === undefined) throw new Error('nothing was measured')
  return found
}

/**
 * Measures several things in turn, round after round, so that what else the machine does falls on all of them alike. The
 * first round warms up and does not count. Each begins without the garbage of the one before it (`--expose-gc`).
 */
export async function interleaved<Name extends string, T>(
  rounds: number,
  measures: Readonly<Record<Name, () => Promise<T>>>,
): Promise<Record<Name, T[]>> {
  const names = Object.keys(measures) as Name[]
  const found = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, T[]>
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of names) {
      globalThis.gc?.()
      const value = await measures[name]()
      if (round > 0) found[name].push(value)
    }
  }
  return found
}
