import { createHash } from 'node:crypto'
import type { Snapshot } from '../model.ts'

/** A short hash (72 bits, base64url) of what a source said of one person. */
export function fingerprint(values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 12)
}

export interface Difference<T> {
  /** New, or not as they were. */
  readonly changed: readonly T[]
  /** Seen before, not now. */
  readonly vanished: readonly string[]
  /** What to remember; `null` when nothing differs, so that nothing is written. */
  readonly snapshot: Snapshot | null
}

/**
 * Compares what a source says now with the snapshot of last time, person by person, as it streams in.
 * This is what keeps a refresh's database work the same at 100 learners and at 50,000: one row is read, and
 * only people who differ are looked up.
 */
export class SnapshotComparison<T> {
  private readonly courseId: string
  private readonly source: string
  private readonly before: Snapshot | undefined
  private readonly entries: Record<string, string> = Object.create(null)
  private readonly changed: T[] = []

  constructor(courseId: string, source: string, before: Snapshot | undefined) {
    this.courseId = courseId
    this.source = source
    this.before = before
  }

  add(sub: string, values: readonly unknown[], item: T): void {
    const now = fingerprint(values)
    if (this.entries[sub] === now) return
    this.entries[sub] = now
    if (this.before?.entries[sub] !== now) this.changed.push(item)
  }

  finish(): Difference<T> {
    const vanished = Object.keys(this.before?.entries ?? {}).filter((sub) => !(sub in this.entries))
    const differs = this.before === undefined || this.changed.length > 0 || vanished.length > 0
    if (!differs) return { changed: [], vanished: [], snapshot: null }
    const digest = fingerprint(Object.entries(this.entries).sort(([a], [b]) => (a < b ? -1 : 1)))
    return {
      changed: this.changed,
      vanished,
      snapshot: { courseId: this.courseId, source: this.source, digest, entries: this.entries },
    }
  }
}
