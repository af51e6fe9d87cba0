import type { Credential, Person } from '../model.ts'

/** The identifier a verifier can ask the person for: email first. Everything works with `sub` alone. */
export function recipientOf(person: Pick<Person, 'email' | 'sourcedId' | 'sub'>): {
  type: Credential['recipientType']
  value: string
} {
  if (person.email) return { type: 'emailAddress', value: person.email.toLowerCase() }
  if (person.sourcedId) return { type: 'sourcedId', value: person.sourcedId }
  return { type: 'systemId', value: person.sub }
}
