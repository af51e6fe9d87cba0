import type { CourseRole, Person, RosterEntry } from '../../app/model.ts'
import type { Clock, PeopleRepository, Random } from '../../app/ports.ts'
import { inList, listValue } from '../columns.ts'
import type { Executor } from '../executor.ts'
import { fold } from '../fold.ts'
import { isNews, type OnConflict } from '../insert.ts'
import type { Rows, Tables } from '../models/index.ts'
import { BATCH } from '../table.ts'

const TOLD = { on: ['platformId', 'sub'], fill: ['name', 'email', 'sourcedId'] } satisfies OnConflict<Person>
const KNOWN: OnConflict<Rows['people']> = { on: TOLD.on, fill: [...TOLD.fill, 'foldedName'] }

const rank = (role: string) => `CASE ${role} WHEN 'administrator' THEN 3 WHEN 'tutor' THEN 2 ELSE 1 END`

const HIGHER = `WHEN ${rank('excluded.role')} > ${rank('enrolments.role')} THEN excluded.role ELSE enrolments.role END`

/** Both times change with `active`, and with nothing else. */
const COMING_AND_GOING = {
  follow: ['since', 'leftAt'],
  value: {
    since: 'CASE WHEN enrolments.active <> excluded.active THEN excluded.since ELSE enrolments.since END',
    leftAt:
      'CASE WHEN enrolments.active AND NOT excluded.active THEN excluded.since ELSE enrolments.left_at END',
  },
} satisfies Partial<OnConflict<Rows['enrolments']>>

/** By a launch a role only rises: a tutor who looks at the course as a learner stays a tutor. */
const LAUNCHED: OnConflict<Rows['enrolments']> = {
  on: ['courseId', 'personId'],
  update: ['role', 'active'],
  fill: ['staffAt'],
  follow: COMING_AND_GOING.follow,
  value: { ...COMING_AND_GOING.value, role: `CASE ${HIGHER}` },
}

/** A roster knows less than a launch (Moodle's calls some tutors learners), but what it said itself it may take back. */
const LISTED: OnConflict<Rows['enrolments']> = {
  on: ['courseId', 'personId'],
  update: ['role', 'active', 'rosterRole'],
  follow: COMING_AND_GOING.follow,
  value: {
    ...COMING_AND_GOING.value,
    role: `CASE WHEN excluded.role = 'learner' AND enrolments.roster_role <> 'learner' THEN excluded.role ${HIGHER}`,
  },
}

/** Without what is kept for searching and erasing. */
export const personOf = ({ foldedName: _, erasedAt: __, ...person }: Rows['people']): Person => person

export function createPeople(db: Executor, tables: Tables, random: Random, clock: Clock): PeopleRepository {
  const { people, enrolments } = tables
  const now = () => new Date(clock.now()).toISOString()
  const row = (platformId: string, entry: Omit<RosterEntry, 'role' | 'active'>): Rows['people'] => ({
    id: random.uuid(),
    platformId,
    sub: entry.sub,
    name: entry.name,
    email: entry.email,
    sourcedId: entry.sourcedId,
    foldedName: entry.name === null ? null : fold(entry.name),
    erasedAt: null,
  })

  async function idsBySub(on: Executor, platformId: string, subs: readonly string[]) {
    const found = new Map<string, string>()
    for (let start = 0; start < subs.length; start += BATCH) {
      const rows = await on.read(
        `SELECT sub, id FROM people WHERE platform_id = $1 AND sub ${inList(on.dialect, 2)}`,
        [platformId, listValue(on.dialect, subs.slice(start, start + BATCH))],
      )
      for (const { sub, id } of rows) found.set(String(sub), String(id))
    }
    return found
  }

  /** Enrols people of the platform by their `sub`, each once: the database looks up who they are, one after the other (SQLite keeps the order of a `CROSS JOIN`). */
  function list(
    unit: Executor,
    course: Parameters<PeopleRepository['saveRoster']>[0],
    members: readonly RosterEntry[],
  ) {
    const [source, rows] =
      unit.dialect === 'sqlite'
        ? [
            'SELECT value ->> 0 AS sub, value ->> 1 AS role, value ->> 2 AS active FROM json_each($4)',
            [JSON.stringify(members.map(({ sub, role, active }) => [sub, role, active]))],
          ]
        : [
            'SELECT * FROM unnest($4::text[], $5::text[], $6::boolean[]) AS m (sub, role, active)',
            [
              members.map(({ sub }) => sub),
              members.map(({ role }) => role),
              members.map(({ active }) => active),
            ],
          ]
    const values: Record<keyof Rows['enrolments'], string> = {
      courseId: 'CAST($1 AS TEXT)',
      personId: 'p.id',
      role: 'm.role',
      active: 'm.active',
      rosterRole: 'm.role',
      staffAt: 'NULL',
      since: 'CAST($3 AS TEXT)',
      leftAt: 'CASE WHEN m.active THEN NULL ELSE CAST($3 AS TEXT) END',
    }
    const select = enrolments.attributes.map((attribute) => values[attribute]).join(', ')
    return enrolments.insertFound(
      unit,
      `SELECT ${select} FROM (${source}) m CROSS JOIN people p WHERE p.platform_id = $2 AND p.sub = m.sub ORDER BY p.id`,
      [course.id, course.platformId, now(), ...rows],
      LISTED,
    )
  }

  return {
    async byId(id) {
      const found = await people.one(db, 'id = $1', [id])
      return found === null ? null : personOf(found)
    },
    async byIds(ids) {
      const found: Person[] = []
      for (let start = 0; start < ids.length; start += BATCH) {
        const batch = listValue(db.dialect, ids.slice(start, start + BATCH))
        found.push(...(await people.all(db, `id ${inList(db.dialect, 1)}`, [batch])).map(personOf))
      }
      return found
    },
    async upsert(platformId, entry, known = null) {
      const wanted = row(platformId, entry)
      if (known && !isNews(TOLD, known, personOf(wanted))) return known
      return db.atomically(async (unit) => {
        await people.insert(unit, [wanted], KNOWN)
        const stands = await people.one(unit, 'platform_id = $1 AND sub = $2', [platformId, entry.sub])
        return personOf(stands ?? wanted)
      })
    },
    idsBySub: (platformId, subs) => idsBySub(db, platformId, subs),
    async enrolment(courseId, personId) {
      const [found] = await db.read(
        `SELECT ${people.select('p')}, e.role AS "role", e.active AS "active",
           e.roster_role AS "rosterRole", e.staff_at AS "staffAt", e.since AS "since", e.left_at AS "leftAt"
         FROM enrolments e JOIN people p ON p.id = e.person_id WHERE e.course_id = $1 AND e.person_id = $2`,
        [courseId, personId],
      )
      if (found === undefined) return null
      return {
        person: personOf(people.decode(found)),
        role: found.role as CourseRole,
        active: Boolean(found.active),
        rosterRole: found.rosterRole as CourseRole | null,
        staffAt: found.staffAt as string | null,
        since: found.since as string | null,
        leftAt: found.leftAt as string | null,
      }
    },
    async enrol(courseId, personId, role, staffAt = null) {
      const times = { staffAt, since: now(), leftAt: null }
      await enrolments.insert(
        db,
        [{ courseId, personId, role, active: true, rosterRole: null, ...times }],
        LAUNCHED,
      )
    },
    async demote(courseId, personId) {
      await db.write(
        `UPDATE enrolments SET role = 'learner', active = TRUE, since = CASE WHEN active THEN since ELSE CAST($3 AS TEXT) END
         WHERE course_id = $1 AND person_id = $2`,
        [courseId, personId, now()],
      )
    },
    saveRoster: (course, entries) =>
      db.atomically(async (unit) => {
        const members = [...new Map(entries.map((entry) => [entry.sub, entry])).values()]
        let written = await people.insert(
          unit,
          members.map((entry) => row(course.platformId, entry)),
          KNOWN,
        )
        for (let start = 0; start < members.length; start += BATCH)
          written += await list(unit, course, members.slice(start, start + BATCH))
        return written
      }),
    markLeft: (course, subs) =>
      db.atomically(async (unit) => {
        let written = 0
        const at = now()
        for (let start = 0; start < subs.length; start += BATCH) {
          written += await unit.write(
            `UPDATE enrolments SET active = FALSE, since = $4, left_at = $4 WHERE course_id = $1 AND active AND person_id IN
             (SELECT id FROM people WHERE platform_id = $2 AND sub ${inList(unit.dialect, 3)})`,
            [course.id, course.platformId, listValue(unit.dialect, subs.slice(start, start + BATCH)), at],
          )
        }
        return written
      }),
    async learnersAmong(courseId, personIds) {
      const found = new Map<string, boolean>()
      for (let start = 0; start < personIds.length; start += BATCH) {
        const rows = await db.read(
          `SELECT person_id, active FROM enrolments WHERE course_id = $1 AND role = 'learner' AND person_id ${inList(db.dialect, 2)}`,
          [courseId, listValue(db.dialect, personIds.slice(start, start + BATCH))],
        )
        for (const row of rows) found.set(String(row.person_id), Boolean(row.active))
      }
      return personIds.flatMap((id) => {
        const active = found.get(id)
        return active === undefined ? [] : [{ id, active }]
      })
    },
    async staff(courseId) {
      const rows = await db.read(
        `SELECT person_id, role FROM enrolments WHERE course_id = $1 AND active AND role <> 'learner' ORDER BY person_id`,
        [courseId],
      )
      return rows.map((row) => ({ personId: String(row.person_id), role: row.role as CourseRole }))
    },
    async learnerIds(courseId, after, limit) {
      const rows = await db.read(
        `SELECT person_id FROM enrolments WHERE course_id = $1 AND active AND role = 'learner'
         AND person_id > $2 ORDER BY person_id LIMIT $3`,
        [courseId, after ?? '', Math.min(limit, BATCH)],
      )
      return rows.map((found) => String(found.person_id))
    },
  }
}
