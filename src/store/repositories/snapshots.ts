import type { Snapshot } from '../../app/model.ts'
import type { SnapshotRepository } from '../../app/ports.ts'
import type { Executor, Row } from '../executor.ts'
import type { Tables } from '../models/index.ts'

export function createSnapshots(db: Executor, { snapshots }: Tables): SnapshotRepository {
  return {
    async ofCourse(courseId) {
      const rows = await db.read(`SELECT ${snapshots.select()} FROM snapshots WHERE course_id = $1`, [
        courseId,
      ])
      return new Map(rows.map((row) => [String(row.source), unpacked(snapshots, row)]))
    },
    async save(rows) {
      // Each by itself: a text of megabytes, which would be wrapped into another for a statement of several rows.
      for (const row of rows)
        await snapshots.insertOne(db, row, {
          on: ['courseId', 'source'],
          update: ['entries', 'differences'],
        })
    },
  }
}

/** The entries, of thousands of people, are taken out of their text when they are first looked at. */
function unpacked({ decode }: Tables['snapshots'], row: Row): Snapshot {
  let entries: Snapshot['entries'] | null = null
  return {
    ...decode({ ...row, entries: null }),
    get entries() {
      entries ??= decode(row).entries
      return entries
    },
  }
}
