import type { Personal } from '../contract/personal.ts'
import type { Deps } from '../deps.ts'
import { learnerOf } from '../visiting/visit.ts'
import { personOfInstitution } from './find.ts'
import { personLine } from './record.ts'
import { takeOut } from './take-out.ts'

/** What is held about a person, for themselves and for those who answer for it. */
export function createPersonal(deps: Deps): Personal {
  return {
    own: async (visit) => takeOut(deps, learnerOf(visit)),
    async of(visit, personId) {
      const person = await personOfInstitution(deps, visit, personId)
      const by = { courseId: visit.course.id, actorId: learnerOf(visit).id }
      await deps.store.audit.append([personLine(deps, person, 'person.exported', by)])
      return takeOut(deps, person)
    },
  }
}
