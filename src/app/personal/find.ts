import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Person } from '../model.ts'
import { requireInstitution } from '../visiting/visit.ts'

/** How the operator names somebody: by our id, or by the platform's. */
export type PersonKey = { readonly id: string } | { readonly platformId: string; readonly sub: string }

/** Errors: `person_not_found` 404. */
export async function findPerson({ store }: Pick<Deps, 'store'>, key: PersonKey): Promise<Person> {
  const id = 'id' in key ? key.id : (await store.people.idsBySub(key.platformId, [key.sub])).get(key.sub)
  const person = id === undefined ? null : await store.people.byId(id)
  if (person === null) throw new AppError('person_not_found', 404, 'nobody of that id is known')
  return person
}

/** Somebody of the platform that an administrator of the institution came from. Errors: `not_allowed`, `not_institution` 403, `learner_not_found` 404. */
export async function personOfInstitution({ store }: Deps, visit: Visit, personId: string): Promise<Person> {
  requireInstitution(visit)
  const person = await store.people.byId(personId)
  if (person?.platformId !== visit.course.platformId)
    throw new AppError('learner_not_found', 404, 'nobody of that id on this platform')
  return person
}
