import type { Person } from '../../app/model.ts'
import type { Words } from '../language/words.ts'

/** A name where the VLE shares one, else something short that stays the same. */
export function displayName(person: Person, words: Words): string {
  return person.name ?? words.t('people.nameless', { id: person.id.slice(0, 4) })
}
