/** Where a command's lines go. */
export interface Streams {
  out(text: string): void
  err(text: string): void
}

/** How a command answers: words for people, JSON for programs (`--json`). */
export interface Output {
  result(value: unknown, words: () => string): void
  /** What goes on meanwhile: for people, and beside the answer, which another program may be reading. */
  progress(words: string): void
}

export function createOutput(json: boolean, streams: Streams): Output {
  return {
    result(value, words) {
      streams.out(json ? JSON.stringify(value, null, 2) : words())
    },
    progress(words) {
      if (!json) streams.err(words)
    },
  }
}
