import type { Person } from '../../app/model.ts'
import type { PersonalRepository } from '../../app/ports.ts'
import { contains } from '../contains.ts'
import type { Executor } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'
import { namingPages } from '../naming-rows.ts'
import { HELD, type Held } from '../personal.ts'

type Row = Readonly<Record<string, unknown>>

export function createPersonal(db: Executor, tables: Tables): PersonalRepository {
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
  }
}
