import type { LadderRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Rows, Tables } from '../models/index.ts'
import { together } from '../together.ts'
import { OF_COURSE } from './activities.ts'
import { byHeight, OF_LEARNER } from './credentials.ts'
import { CURRENT } from './criteria.ts'
import { type FactRows, factParts, factsOf } from './participation.ts'
import { settingsOf } from './settings.ts'
import { LATEST_FIRST } from './work.ts'

type LadderRows = FactRows &
  Pick<
    Rows,
    | 'courses'
    | 'criteriaVersions'
    | 'activities'
    | 'courseSettings'
    | 'refreshRuns'
    | 'credentials'
    | 'evidence'
    | 'rulings'
    | 'enrolments'
  > & { unread: readonly [count: number] }

export function createLadders(db: Executor, tables: Tables): LadderRepository {
  const ofPerson = 'course_id = $1 AND person_id = $2'
  const readLadder = together<LadderRows>(db, {
    courses: { table: tables.courses, where: 'id = $1' },
    criteriaVersions: { table: tables.criteriaVersions, where: CURRENT },
    activities: { table: tables.activities, where: OF_COURSE },
    courseSettings: { table: tables.courseSettings, where: 'course_id = $1' },
    refreshRuns: { table: tables.refreshRuns, where: 'course_id = $1' },
    credentials: { table: tables.credentials, where: OF_LEARNER },
    evidence: { table: tables.evidence, where: `${ofPerson} ${LATEST_FIRST}` },
    rulings: { table: tables.rulings, where: `${ofPerson} ORDER BY decided_at` },
    enrolments: { table: tables.enrolments, where: ofPerson },
    unread: {
      cells: ['total'],
      from: `(SELECT count(*) AS total FROM notices WHERE ${ofPerson} AND read_at IS NULL) AS counted`,
    },
    ...factParts(ofPerson),
  })
  return {
    async of(courseId, personId) {
      const found = await readLadder([courseId, personId])
      const [[course], [version]] = [found.courses, found.criteriaVersions]
      const [[settings], [run = null], [enrolment], [[unread] = [0]]] = [
        found.courseSettings,
        found.refreshRuns,
        found.enrolments,
        found.unread,
      ]
      if (!course || !version) return null
      return {
        course,
        version,
        activities: found.activities,
        settings: settingsOf(settings),
        run,
        credentials: byHeight(found.credentials),
        evidence: found.evidence,
        rulings: found.rulings,
        membership: enrolment
          ? { active: enrolment.active, since: enrolment.since, leftAt: enrolment.leftAt }
          : null,
        unread,
        facts: factsOf(found),
      }
    },
  }
}
