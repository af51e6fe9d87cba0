import { hash } from 'node:crypto'
import type { Snapshot } from '../model.ts'

/** A short hash (72 bits, base64url) of what a source said of one person. */
function fingerprint(values: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(values), 'base64url').slice(0, 12)
}

/**
 * Compares what a source says now with the snapshot of last time, person by person, as it streams in: one short hash a person
 * is kept and nothing else. This is what keeps a refresh's database work the same at 100 learners and at 50,000: one row is
 * read, and only people who differ are looked up.
 */
export class SnapshotComparison {
  private readonly before: Snapshot['entries'] | null
  private readonly partial: boolean
  private readonly now: Record<string, string> = Object.create(null)
  private differs: boolean

  /** `partial`: only those come in of whom there is news; the others stand as they were. */
  constructor(before: Snapshot | undefined, { partial } = { partial: false }) {
    this.before = before?.entries ?? null
    this.partial = partial
    this.differs = before === undefined
    if (partial) Object.assign(this.now, this.before)
  }

  knows(sub: string): boolean {
    return this.before !== null && Object.hasOwn(this.before, sub)
  }

  /** Whether this person is new, or not as they were. */
  isNews(sub: string, values: readonly unknown[]): boolean {
    const print = fingerprint(values)
    if (this.now[sub] === print) return false
    const before = this.knows(sub) ? this.before?.[sub] : undefined
    const news = before !== print
    // The very text of last time where it is the same: of thousands it is not kept twice.
    this.now[sub] = news ? print : before
    this.differs ||= news
    return news
  }

  /** Who was seen before and is not now, and what to remember. When nothing `differs`, nothing need be written. */
  finish() {
    const vanished = this.partial ? [] : Object.keys(this.before ?? {}).filter((sub) => !(sub in this.now))
    return { vanished, entries: this.now, differs: this.differs || vanished.length > 0 }
  }
}
