import type { Person } from '../../app/model.ts'
import type { PersonalRepository, Random } from '../../app/ports.ts'
import { contains } from '../contains.ts'
import type { Executor } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'
import { namingPages } from '../naming-rows.ts'
import { HELD, type Held } from '../personal.ts'
import { erasePerson } from './erasing.ts'

type Row = Readonly<Record<string, unknown>>

export function createPersonal(db: Executor, tables: Tables, random: Random): PersonalRepository {
  /** Of every table what is about the person, without what names others. */
  async function ofTable(name: keyof Rows, { about, withheld = [] }: Held, { id }: Person) {
    if (about === null) return []
    const rows: readonly object[] = await tables[name].all(db, about, [id])
    return rows.map(
      (row): Row => Object.fromEntries(Object.entries(row).filter(([key]) => !withheld.includes(key))),
    )
  }

  /** What was done to the person, with the reasons; and what the person did, without whom it was done to. */
  async function lines({ id }: Person): Promise<Row[]> {
    const rows = await db.read(
      `SELECT ${tables.auditLines.select('l')}, n.reason AS "reason" FROM audit_lines l
       LEFT JOIN audit_notes n ON n.id = l.note_id WHERE l.subject_id = $1 OR l.actor_id = $1 ORDER BY l.seq`,
      [id],
    )
    return rows.map((row) => {
      const { noteId: _, actorId, subjectId, ...line } = tables.auditLines.decode(row)
      const own = subjectId === id
      return { ...line, did: actorId === id, about: own, reason: own ? (row.reason ?? null) : null }
    })
  }

  async function fingerprints({ platformId, sub }: Person): Promise<Row[]> {
    const rows = await tables.snapshots.all(
      db,
      `course_id IN (SELECT id FROM courses WHERE platform_id = $1) AND ${contains(db.dialect, 'entries', 2)}`,
      [platformId, `${JSON.stringify(sub)}:`],
    )
    return rows.flatMap(({ courseId, source, entries }) =>
      Object.hasOwn(entries, sub) ? [{ courseId, source, fingerprint: entries[sub] }] : [],
    )
  }

  async function uploaded(person: Person): Promise<Row[]> {
    const found = await namingPages(db, tables, person)
    return found.flatMap(({ page, rows }) =>
      [...rows].map((index) => ({ importId: page.importId, cells: page.cells[index] })),
    )
  }

  return {
    async held(person) {
      const found = await Promise.all(
        Object.entries(HELD).map(async ([name, held]) => {
          const rows = await ofTable(name as keyof Rows, held, person)
          return [name, rows] as const
        }),
      )
      const own = Object.fromEntries(found)
      const [auditLines, snapshots, importRows] = await Promise.all([
        lines(person),
        fingerprints(person),
        uploaded(person),
      ])
      // The words of the record stand beside its lines.
      delete own.auditNotes
      const all: Record<string, readonly Row[]> = { ...own, auditLines, snapshots, importRows }
      return Object.fromEntries(Object.entries(all).filter(([, rows]) => rows.length > 0))
    },
    erase: (personId, at) => erasePerson(db, tables, random, personId, at),
    async erasures(courseId, { held } = { held: false }) {
      // Whoever is erased meanwhile waits for these rows, in which they are named. On SQLite the unit is the only writer.
      if (held && db.dialect === 'postgres')
        await db.read(
          'SELECT source FROM snapshots WHERE course_id = $1 ORDER BY course_id, source FOR UPDATE',
          [courseId],
        )
      return (await tables.erasures.one(db, 'course_id = $1', [courseId]))?.number ?? 0
    },
    removals: (courseId, refusedBefore, limit) =>
      tables.scoreRemovals.all(
        db,
        'course_id = $1 AND (refused_at IS NULL OR refused_at < $2) ORDER BY asked_at, id LIMIT $3',
        [courseId, refusedBefore, limit],
      ),
    async forgetRemoval(id) {
      await db.write('DELETE FROM score_removals WHERE id = $1', [id])
    },
    async noteRemovalRefused(id, at) {
      await db.write('UPDATE score_removals SET refused_at = $2 WHERE id = $1', [id, at])
    },
    async sweepRemovals(before) {
      await db.write('DELETE FROM score_removals WHERE asked_at < $1', [before])
    },
  }
}
