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
  /** What would go. Errors: as `of`. */
  preview(visit: Visit, personId: string): Promise<Erasure>
  /** For good; `typed`: the name that confirms it. Errors: as `of`; `erase_oneself` 409, `erase_unconfirmed` 422. */
  erase(visit: Visit, personId: string, typed: string): Promise<void>
}

/** What erasing a person takes away, counted. */
export interface Erasure {
  readonly person: Person
  /** What is to be typed to confirm it: the name, or for want of one the id. */
  readonly confirmation: string
  /** Titles. */
  readonly courses: readonly string[]
  /** They are in a course now: the VLE names them anew at the next reading, as somebody without a history. */
  readonly listed: boolean
  readonly goes: Readonly<
    Record<'credentials' | 'evidence' | 'work' | 'files' | 'records' | 'notices', number>
  >
}
