import type { Erasure } from '../contract/personal.ts'
import type { Deps } from '../deps.ts'
import type { Person } from '../model.ts'
import { takeOut } from './take-out.ts'

/** What would go, counted by what people call it. */
export async function previewErasure(deps: Deps, person: Person): Promise<Erasure> {
  const { held, courses } = await takeOut(deps, person)
  const count = (...tables: string[]) => tables.reduce((sum, table) => sum + (held[table]?.length ?? 0), 0)
  return {
    person,
    confirmation: confirmationOf(person),
    courses: courses.map(({ title }) => title),
    listed: (held.enrolments ?? []).some(({ active }) => active === true),
    goes: {
      credentials: count('credentials'),
      evidence: count('evidence', 'evidenceDrafts'),
      work: count('submissions', 'workDrafts'),
      files: count('files'),
      records: count('participation', 'confirmations'),
      notices: count('notices'),
    },
  }
}

/** What is to be typed before somebody is erased. */
export function confirmationOf({ name, id }: Person): string {
  return name ?? id
}
