/** Everything that is held about one person, wherever it lies. */
import type { Person } from '../model.ts'

/** Rows by table, for tables that have any: what is of the person, without what names somebody else. */
export type HeldRows = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>

export interface PersonalRepository {
  held(person: Person): Promise<HeldRows>
}
