import type { Visit } from '../contract.ts'
import type { Person } from '../model.ts'
import type { HeldRows } from '../ports.ts'

/** Everything that the tool holds about a person of one platform, in all its courses, to take away. */
export interface PersonalFile {
  readonly madeAt: string
  readonly person: Person
  readonly platform: { readonly name: string; readonly issuer: string }
  /** Those that the rows name by id. */
  readonly courses: readonly { readonly id: string; readonly title: string; readonly label: string | null }[]
  /** Rows by table; files by name, type and size. */
  readonly held: HeldRows
}

export interface Personal {
  /** About whoever asks. Errors: `anonymous` 403. */
  own(visit: Visit): Promise<PersonalFile>
  /** About somebody of the platform, for an administrator of the institution. Errors: `not_allowed`, `not_institution` 403, `learner_not_found` 404. */
  of(visit: Visit, personId: string): Promise<PersonalFile>
}
