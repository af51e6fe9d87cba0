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
  /** Of last time's people those who were not seen yet. */
  private unseen: Set<string> | null = null
  /** Those who are new or not as they were. */
  private readonly news: Record<string, string> = Object.create(null)
  private differs: boolean

  /** `partial`: only those come in of whom there is news; the others stand as they were. */
  constructor(before: Snapshot | undefined, { partial } = { partial: false }) {
    this.before = before?.entries ?? null
    this.partial = partial
    this.differs = before === undefined
  }

  knows(sub: string): boolean {
    return this.before !== null && Object.hasOwn(this.before, sub)
  }

  /** Whether this person is new, or not as they were. */
  isNews(sub: string, values: readonly unknown[]): boolean {
    this.notSeen().delete(sub)
    const print = fingerprint(values)
    if (this.knows(sub) && this.before?.[sub] === print) {
      // Listed twice, and at first otherwise: the last word counts.
      if (this.differs) delete this.news[sub]
      return false
    }
    if (this.news[sub] === print) return false
    this.news[sub] = print
    this.differs = true
    return true
  }

  /** Who was seen before and is not now, and what to remember. When nothing `differs`, nothing need be written. */
  finish() {
    const vanished = this.partial ? [] : [...this.notSeen()]
    const differs = this.differs || vanished.length > 0
    return { vanished, entries: differs ? this.entries(vanished) : (this.before ?? {}), differs }
  }

  private notSeen(): Set<string> {
    this.unseen ??= new Set(this.partial ? [] : Object.keys(this.before ?? {}))
    return this.unseen
  }

  private entries(vanished: readonly string[]): Snapshot['entries'] {
    if (this.before === null) return this.news
    const entries: Record<string, string> = Object.assign(Object.create(null), this.before, this.news)
    for (const sub of vanished) delete entries[sub]
    return entries
  }
}
