import type { Person } from '../model.ts'
import { foldName } from './fold.ts'

/** By what somebody was found. */
export type MatchedBy = 'email' | 'studentId' | 'name'

export interface Identity {
  readonly email: string
  readonly studentId: string
  readonly name: string
}

export type Match =
  | { readonly personId: string; readonly by: MatchedBy }
  /** Nobody can tell which of these. */
  | { readonly among: readonly string[] }
  | null

/** A course's learners, looked up by what a register may call them. */
export interface Learners {
  readonly byId: ReadonlyMap<string, Person>
  find(identity: Identity): Match
}

/** Made once from one read of the course's learners: each row is then a look-up. */
export function indexLearners(people: readonly Person[]): Learners {
  const indexes: Record<MatchedBy, Map<string, string[]>> = {
    email: new Map(),
    studentId: new Map(),
    name: new Map(),
  }
  const add = (by: MatchedBy, key: string, id: string) => {
    if (key === '') return
    const known = indexes[by].get(key)
    if (known) known.push(id)
    else indexes[by].set(key, [id])
  }
  for (const { id, email, sourcedId, name } of people) {
    add('email', keyOf(email ?? ''), id)
    add('studentId', keyOf(sourcedId ?? ''), id)
    add('name', foldName(name ?? ''), id)
  }
  return {
    byId: new Map(people.map((person) => [person.id, person])),
    find({ email, studentId, name }) {
      const found = [
        ...(indexes.email.get(keyOf(email)) ?? []).map((personId) => ({ personId, by: 'email' as const })),
        ...(indexes.studentId.get(keyOf(studentId)) ?? []).map((personId) => ({
          personId,
          by: 'studentId' as const,
        })),
      ]
      // A name is asked only where nothing surer is known: people share names.
      const named = found.length > 0 ? [] : (indexes.name.get(foldName(name)) ?? [])
      const all = [...found, ...named.map((personId) => ({ personId, by: 'name' as const }))]
      const [first] = all
      if (!first) return null
      const among = [...new Set(all.map(({ personId }) => personId))]
      // An email of one person beside the number of another is nobody's.
      return among.length === 1 ? first : { among }
    },
  }
}

const keyOf = (text: string) => text.trim().toLowerCase()
