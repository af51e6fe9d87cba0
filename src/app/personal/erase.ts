import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { removeBytes } from '../files/remove.ts'
import type { AuditLine, Person } from '../model.ts'
import { personLine } from './record.ts'

/**
 * Everything that is held about a person goes, in one unit of work: a process that is killed leaves all or nothing. What is under way about
 * them ends with a refusal of the database and is tried again without them. Then the bytes of their files go, and their scores from the
 * VLE's gradebook. Errors: `person_not_found` 404, also where somebody else erased them first.
 */
export async function erasePerson(
  deps: Deps,
  person: Person,
  by: Pick<AuditLine, 'courseId' | 'actorId'>,
): Promise<void> {
  const { files } = await deps.store.write(async (unit) => {
    const erased = await unit.personal.erase(person.id, isoNow(deps.clock))
    if (erased === null) throw new AppError('person_not_found', 404, 'they were erased before')
    await unit.audit.append([personLine(deps, person, 'person.erased', by)])
    for (const courseId of erased.courses)
      await unit.jobs.send('publish', { courseId }, { key: courseId, hasten: true })
    return erased
  })
  await removeBytes(deps, files).catch((err: unknown) =>
    // Their rows name nobody, and the sweep comes back to them.
    deps.log.warn({ err, files: files.length }, 'bytes of an erased person’s files are still to be removed'),
  )
}
