/** Where a command's answer goes: words for people, JSON for programs (`--json`). */
export interface Output {
  result(value: unknown, words: () => string): void
}

export function createOutput(json: boolean, write: (line: string) => void): Output {
  return {
    result(value, words) {
      write(json ? JSON.stringify(value, null, 2) : words())
    },
  }
}
