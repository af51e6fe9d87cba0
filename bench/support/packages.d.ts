/** What the benchmarks use of packages that bring no types. */
declare module 'png-itxt' {
  import type { Duplex } from 'node:stream'

  const pngitxt: { set(chunk: { keyword: string; value: string }): Duplex }
  export default pngitxt
}
