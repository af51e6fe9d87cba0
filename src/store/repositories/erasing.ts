import type { Erased, Random } from '../../app/ports.ts'
import { contains } from '../contains.ts'
import type { Executor, Row } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'
import { namingPages } from '../naming-rows.ts'
import { HELD } from '../personal.ts'

/** What every step has. */
interface Step {
  readonly unit: Executor
  readonly tables: Tables
  readonly random: Random
  readonly person: Rows['people']
  readonly at: string
  /** A person without anything, in whose name stays what must name somebody. */
  readonly shell: () => Promise<string>
}

/** See the port. First whoever writes about the person just now is waited for; whoever comes later finds nobody. */
export async function erasePerson(
  db: Executor,
  tables: Tables,
  random: Random,
  personId: string,
  at: string,
): Promise<Erased | null> {
  return db.atomically(async (unit) => {
    const lock = unit.dialect === 'postgres' ? ' FOR UPDATE' : ''
    const person = await tables.people.one(unit, `id = $1${lock}`, [personId])
    if (person === null) return null
    // Their scores must be as they are when it is looked which of them stand.
    if (lock) await unit.read(`SELECT id FROM credentials WHERE person_id = $1${lock}`, [personId])
    const step: Step = { unit, tables, random, person, at, shell: shellOf(unit, tables, random, person, at) }
    const courses = await noteScores(step)
    const whole = await unit.read(
      `SELECT id FROM files WHERE person_id = $1 AND standing IN ('draft', 'handed-in') ORDER BY id`,
      [personId],
    )
    for (const [name, { about, erased }] of Object.entries(HELD)) {
      const own = STEPS[name as keyof Rows]
      if (erased === 'otherwise') await own?.(step)
      if (erased === 'deleted')
        await unit.write(`DELETE FROM ${tables[name as keyof Rows].name} WHERE ${about}`, [personId])
    }
    return { files: whole.map(({ id }) => String(id)), courses }
  })
}

function shellOf(unit: Executor, tables: Tables, random: Random, person: Rows['people'], at: string) {
  let made: string | null = null
  return async () => {
    if (made !== null) return made
    const id = random.uuid()
    made = id
    const nothing = { name: null, email: null, sourcedId: null, foldedName: null }
    await tables.people.insert(unit, [
      { id, platformId: person.platformId, sub: `erased:${id}`, ...nothing, erasedAt: at },
    ])
    return id
  }
}

/** Puts the shell in the person's place, where they are there at all. */
async function handOver({ unit, person, shell }: Step, table: string, column: string): Promise<void> {
  const [any] = await unit.read(`SELECT 1 AS there FROM ${table} WHERE ${column} = $1 LIMIT 1`, [person.id])
  if (any)
    await unit.write(`UPDATE ${table} SET ${column} = $2 WHERE ${column} = $1`, [person.id, await shell()])
}

/** What is not simply deleted, by table. */
const STEPS: Partial<Record<keyof Rows, (step: Step) => Promise<void>>> = {
  async collectionAddresses(step) {
    const { unit, person, at } = step
    await unit.write(
      'UPDATE collection_addresses SET ended_at = $2 WHERE person_id = $1 AND ended_at IS NULL',
      [person.id, at],
    )
    await handOver(step, 'collection_addresses', 'person_id')
  },
  async evidenceReviews(step) {
    await step.unit.write(`DELETE FROM evidence_reviews WHERE ${HELD.evidenceReviews.about}`, [
      step.person.id,
    ])
    await handOver(step, 'evidence_reviews', 'reviewer_id')
  },
  /** An address that was given stays known as one of a credential that no longer exists. */
  async shareLinks({ unit, person }) {
    const { about } = HELD.shareLinks
    await unit.write(
      `INSERT INTO erased_links (token_hash) SELECT token_hash FROM share_links WHERE ${about}`,
      [person.id],
    )
    await unit.write(`DELETE FROM share_links WHERE ${about}`, [person.id])
  },
  async credentials({ unit, person, at }) {
    await unit.write(
      `INSERT INTO erased_credentials (id, status_list_id, status_index, erased_at)
       SELECT id, status_list_id, status_index, CAST($2 AS TEXT) FROM credentials WHERE person_id = $1`,
      [person.id, at],
    )
    await unit.write('DELETE FROM credentials WHERE person_id = $1', [person.id])
  },
  async notices({ unit, person }) {
    await unit.write('DELETE FROM notices WHERE person_id = $1 OR about_id = $1', [person.id])
  },
  /** Their own visits, and those of tutors who came to look at their work. */
  async sessions({ unit, person }) {
    await unit.write('DELETE FROM sessions WHERE person_id = $1', [person.id])
    await unit.write(
      `DELETE FROM sessions WHERE course_id IN (SELECT id FROM courses WHERE platform_id = $1)
       AND ${contains(unit.dialect, 'launch', 2)}`,
      [person.platformId, `"forUser":${JSON.stringify(person.sub)}`],
    )
  },
  async files(step) {
    const { unit, person, at } = step
    await unit.write(
      `UPDATE files SET standing = 'going', since = $2, name = '', type = '', size = 0, sha256 = '' WHERE person_id = $1`,
      [person.id, at],
    )
    await handOver(step, 'files', 'person_id')
  },
  async imports(step) {
    const { unit, tables, person } = step
    const named = JSON.stringify(person.id)
    const records = await tables.imports.all(
      unit,
      `course_id IN (SELECT id FROM courses WHERE platform_id = $1)
       AND (${contains(unit.dialect, 'choices', 2)} OR ${contains(unit.dialect, 'left_alone', 2)})`,
      [person.platformId, named],
    )
    // Read before the choices that name them go.
    await blankRows(step)
    for (const { id, choices, leftAlone } of records) {
      const others = Object.entries(choices).filter(([, chosen]) => chosen !== person.id)
      await unit.write('UPDATE imports SET choices = $2, left_alone = $3 WHERE id = $1', [
        id,
        JSON.stringify(Object.fromEntries(others)),
        JSON.stringify(leftAlone.filter((one) => one !== person.id)),
      ])
    }
    await handOver(step, 'imports', 'created_by')
  },
  async snapshots({ unit, tables, person: { platformId, sub } }) {
    const lock = unit.dialect === 'postgres' ? ' FOR UPDATE' : ''
    const rows = await tables.snapshots.all(
      unit,
      `course_id IN (SELECT id FROM courses WHERE platform_id = $1) AND ${contains(unit.dialect, 'entries', 2)}
       ORDER BY course_id, source${lock}`,
      [platformId, `${JSON.stringify(sub)}:`],
    )
    const courses = new Set<string>()
    for (const { courseId, source, entries } of rows) {
      if (!Object.hasOwn(entries, sub)) continue
      courses.add(courseId)
      const { [sub]: _, ...others } = entries
      await unit.write('UPDATE snapshots SET entries = $3 WHERE course_id = $1 AND source = $2', [
        courseId,
        source,
        JSON.stringify(others),
      ])
    }
    for (const courseId of courses)
      await unit.write(
        `INSERT INTO erasures (course_id, number) VALUES ($1, 1)
         ON CONFLICT (course_id) DO UPDATE SET number = erasures.number + 1`,
        [courseId],
      )
  },
}

/** Rows of uploads that name the person stay as rows, with nothing in them: others keep their numbers. */
async function blankRows({ unit, tables, person }: Step): Promise<void> {
  for (const { page, rows } of await namingPages(unit, tables, person)) {
    const cells = page.cells.map((row, index) => (rows.has(index) ? row.map(() => '') : row))
    await unit.write('UPDATE import_rows SET cells = $3 WHERE import_id = $1 AND page = $2', [
      page.importId,
      page.page,
      JSON.stringify(cells),
    ])
  }
}

/** Notes which scores may stand in a gradebook; answers the courses. */
async function noteScores({ unit, tables, random, person, at }: Step): Promise<string[]> {
  const ofLevels = await unit.read(
    `SELECT c.course_id, c.level, c.awarded_at, c.reissued_at, c.withdrawn_at FROM credentials c
     JOIN courses o ON o.id = c.course_id AND o.line_items_url IS NOT NULL
     WHERE c.person_id = $1 AND c.offered_at IS NOT NULL AND c.retracted_at IS NULL`,
    [person.id],
  )
  const ofWork = await unit.read(
    `SELECT a.course_id, s.activity_id, s.posted_at FROM posted_scores s JOIN activities a ON a.id = s.activity_id
     WHERE s.person_id = $1 AND (s.cleared_at IS NULL OR s.cleared_at < s.posted_at)`,
    [person.id],
  )
  const removals = new Map<string, Rows['scoreRemovals']>()
  for (const row of [...ofLevels, ...ofWork]) {
    const removal = removalOf(row, { id: random.uuid(), sub: person.sub, askedAt: at, refusedAt: null })
    const place = `${removal.courseId} ${removal.level ?? removal.activityId}`
    const known = removals.get(place)
    if (!known || Date.parse(known.postedAt) < Date.parse(removal.postedAt)) removals.set(place, removal)
  }
  await tables.scoreRemovals.insert(unit, [...removals.values()])
  return [...new Set([...removals.values()].map(({ courseId }) => courseId))]
}

function removalOf(row: Row, rest: Pick<Rows['scoreRemovals'], 'id' | 'sub' | 'askedAt' | 'refusedAt'>) {
  const times = [row.awarded_at, row.reissued_at, row.withdrawn_at, row.posted_at]
  const latest = times
    .filter((time) => typeof time === 'string')
    .reduce((one, other) => (Date.parse(one) > Date.parse(other) ? one : other))
  return {
    ...rest,
    courseId: String(row.course_id),
    level: (row.level ?? null) as Rows['scoreRemovals']['level'],
    activityId: (row.activity_id ?? null) as string | null,
    postedAt: latest,
  }
}
