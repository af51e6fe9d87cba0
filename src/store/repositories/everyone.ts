import type { EveryoneRepository, FlatLearner } from '../../app/ports.ts'
import type { FlatFacts } from '../../core/compiled/index.ts'
import type { Executor } from '../executor.ts'
import { byPerson } from '../json-groups.ts'
import { BATCH } from '../table.ts'

type Rows<Part extends Exclude<keyof FlatFacts, 'extended'>> = FlatFacts[Part][number]

export function createEveryone(db: Executor): EveryoneRepository {
  return {
    async *facts(courseId) {
      let page = readPage(db, courseId, '')
      for (;;) {
        const learners = await page
        const last = learners.at(-1)
        if (!last) return
        if (learners.length === BATCH) {
          page = readPage(db, courseId, last.personId)
          // Awaited by the next turn; whoever stops before that must not be told of a failure here.
          page.catch(() => undefined)
        }
        yield learners
        if (learners.length < BATCH) return
      }
    },
  }
}

/** People by a range of ids, which follows the indexes: a list of a thousand ids would be looked up one by one. */
async function readPage(db: Executor, courseId: string, after: string): Promise<FlatLearner[]> {
  const ids = await db.read(
    `SELECT person_id FROM enrolments WHERE course_id = $1 AND active AND role = 'learner' AND person_id > $2
     ORDER BY person_id LIMIT $3`,
    [courseId, after, BATCH],
  )
  const people = ids.map((row) => String(row.person_id))
  const values = [courseId, after, people.at(-1) ?? after]
  const within = 'WHERE course_id = $1 AND person_id > $2 AND person_id <= $3'
  const [records, confirmed, evidence, awards, extended] = await Promise.all([
    byPerson<Rows<'records'>>(
      db,
      ['activity_id', 'completed', { number: 'score' }, { number: 'maximum' }, 'standing'],
      `participation ${within}`,
      values,
    ),
    byPerson<[Rows<'confirmed'>]>(db, ['statement'], `confirmations ${within}`, values),
    byPerson<Rows<'evidence'>>(db, ['submitted_at', 'state'], `evidence ${within}`, values),
    byPerson<Rows<'awards'>>(
      db,
      ['level', 'state', 'awarded_at'],
      `credentials ${within} AND (undone IS NULL OR undone = 'barred')`,
      values,
    ),
    db.read(`SELECT DISTINCT person_id FROM evidence_extensions ${within} AND state = 'granted'`, values),
  ])
  const haveMoreTime = new Set(extended.map((row) => String(row.person_id)))
  return people.map((personId) => ({
    personId,
    facts: {
      records: records.get(personId) ?? [],
      confirmed: (confirmed.get(personId) ?? []).map(([statement]) => statement),
      evidence: evidence.get(personId) ?? [],
      awards: awards.get(personId) ?? [],
      ...(haveMoreTime.has(personId) && { extended: true }),
    },
  }))
}
