/** What the benchmarks use of packages that bring no types. */
declare module 'png-itxt' {
  import type { Duplex } from 'node:stream'

  const pngitxt: { set(chunk: { keyword: string; value: string }): Duplex }
  export default pngitxt
}

declare module 'pg' {
  export class Client {
    constructor(options: { connectionString: string })
    connect(): Promise<void>
    end(): Promise<void>
    query(text: string, values?: readonly unknown[]): Promise<{ rowCount: number | null; rows: unknown[] }>
  }
  const pg: { readonly Client: typeof Client }
  export default pg
}
