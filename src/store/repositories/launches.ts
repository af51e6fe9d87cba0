import type { LaunchRepository } from '../../app/ports.ts'
import type { Executor } from '../executor.ts'
import type { Tables } from '../models/index.ts'
import { together } from '../together.ts'
import { OF_CONTEXT } from './courses.ts'
import { personOf } from './people.ts'

export function createLaunches(db: Executor, tables: Tables): LaunchRepository {
  const ofCourse = `course_id = (SELECT id FROM courses WHERE ${OF_CONTEXT})`
  const whoever = 'platform_id = $1 AND sub = $4'
  const ofPerson = `person_id = (SELECT id FROM people WHERE ${whoever})`
  const readKnown = together(db, {
    courses: { table: tables.courses, where: OF_CONTEXT },
    copies: { table: tables.courseCopies, where: ofCourse },
    runs: { table: tables.refreshRuns, where: ofCourse },
    people: { table: tables.people, where: whoever },
    enrolments: { table: tables.enrolments, where: `${ofCourse} AND ${ofPerson}` },
    choices: { table: tables.contactChoices, where: ofPerson },
  })
  return {
    async known({ platformId, deploymentId, contextId }, sub) {
      const found = await readKnown([platformId, deploymentId, contextId, sub])
      const [[course = null], [copy = null], [run = null]] = [found.courses, found.copies, found.runs]
      const [[person], [enrolment = null], [choice]] = [found.people, found.enrolments, found.choices]
      const language = choice?.language ?? null
      return { course, copy, run, person: person ? { person: personOf(person), enrolment, language } : null }
    },
  }
}
