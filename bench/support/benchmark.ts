/** What was measured against one goal. */
export interface Finding {
  /** The goal's name, `G11`; a second goal of the same benchmark adds a word, `G11-p95`. */
  readonly id: string
  readonly what: string
  readonly measured: { readonly ratio: number } | { readonly count: number }
  readonly goal: { readonly at: 'least' | 'most'; readonly value: number }
  /** The absolute figures behind the ratio, for people: they hold for one machine and one hour. */
  readonly figures: string
}

export interface Benchmark {
  /** As typed after `npm run bench --`. */
  readonly name: string
  run(): Promise<readonly Finding[]>
}
