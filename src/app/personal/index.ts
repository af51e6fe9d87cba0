import type { Personal } from '../contract/personal.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { fold } from '../importing/fold.ts'
import { learnerOf } from '../visiting/visit.ts'
import { erasePerson } from './erase.ts'
import { personOfInstitution } from './find.ts'
import { confirmationOf, previewErasure } from './preview.ts'
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
    preview: async (visit, personId) =>
      previewErasure(deps, await personOfInstitution(deps, visit, personId)),
    async erase(visit, personId, typed) {
      const person = await personOfInstitution(deps, visit, personId)
      const actorId = learnerOf(visit).id
      if (person.id === actorId) throw new AppError('erase_oneself', 409, 'they are in the middle of a visit')
      if (!isSame(typed, confirmationOf(person)))
        throw new AppError('erase_unconfirmed', 422, 'another name was typed')
      await erasePerson(deps, person, { courseId: visit.course.id, actorId })
    },
  }
}

/** As people type names: no case, no accents. A name without a letter is typed to the character. */
const isSame = (typed: string, asked: string) =>
  typed.trim() === asked.trim() || (fold(asked) !== '' && fold(typed) === fold(asked))
