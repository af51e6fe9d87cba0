import type { Finding } from './benchmark.ts'

/** One entry of `bench/results.json`. */
export interface Result {
  readonly what: string
  readonly ratio?: number
  readonly count?: number
  readonly goal: string
  readonly met: boolean
  readonly figures: string
  /** Day of the run, and the kind of machine. */
  readonly measured: string
}

export type Results = Readonly<Record<string, Result>>

const rounded = (value: number) => Number(value.toPrecision(3))

export function resultOf(finding: Finding, measured: string): Result {
  const { what, goal, figures } = finding
  const value = 'ratio' in finding.measured ? finding.measured.ratio : finding.measured.count
  return {
    what,
    ...('ratio' in finding.measured ? { ratio: rounded(value) } : { count: value }),
    goal: `${goal.at === 'least' ? '≥' : '≤'} ${rounded(goal.value)}`,
    met: goal.at === 'least' ? value >= goal.value : value <= goal.value,
    figures,
    measured,
  }
}

/**
 * Whether a finding keeps the floor that CI holds: machines are noisy, so half of a ratio's goal is enough; what is counted
 * must meet its goal.
 */
export function keepsFloor({ measured, goal }: Finding): boolean {
  const slack = 'ratio' in measured ? 2 : 1
  const value = 'ratio' in measured ? measured.ratio : measured.count
  return goal.at === 'least' ? value >= goal.value / slack : value <= goal.value * slack
}

/** The results as lines of a table for the terminal. */
export function tableOf(results: Results): string {
  const rows = Object.entries(results).map(([id, { what, ratio, count, goal, met, figures }]) => [
    id,
    what,
    String(ratio ?? count),
    goal,
    met ? 'met' : 'NOT MET',
    figures,
  ])
  const all = [['', 'what', 'measured', 'goal', '', 'figures'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
