import { createHash } from 'node:crypto'
import { hashIdentity } from '../documents/identity.ts'
import type { Check, Json, JsonObject } from '../types.ts'
import { fail, pass, skipped, unknown } from './checks.ts'
import { isObject, listOf } from './json.ts'

/** Whether the badge was issued to who claims it, by the plain or hashed identifiers it carries. */
export function checkRecipient(document: JsonObject, recipient: string | undefined): Check {
  if (recipient === undefined || recipient.trim() === '') {
    return skipped('recipient', 'Nobody asked whom the badge was issued to.')
  }
  const identities = [
    ...listOf(document.credentialSubject).filter(isObject).flatMap(subjectIdentities),
    ...listOf(document.recipient).filter(isObject).map(oldIdentity),
  ]
  if (identities.length === 0)
    return unknown('recipient', 'The badge names nobody in a way that could be compared.')
  return identities.some((identity) => matches(identity, recipient.trim()))
    ? pass('recipient', 'The badge was issued to this person.')
    : fail(
        'recipient',
        'The badge was not issued to this person, or not under this address: who has a new one can have their badge issued anew.',
      )
}

interface Identity {
  readonly hashed: boolean
  readonly identity: string
  readonly salt: string
}

function subjectIdentities(subject: JsonObject): Identity[] {
  const named = listOf(subject.identifier)
    .filter(isObject)
    .map((entry) => toIdentity(entry, entry.identityHash))
  // A minted urn says nothing of a person; a did, a mailto or a URL does.
  const own = typeof subject.id === 'string' && !subject.id.startsWith('urn:') ? [subject.id] : []
  return [...named, ...own.map((id) => ({ hashed: false, identity: id.replace(/^mailto:/, ''), salt: '' }))]
}

const oldIdentity = (recipient: JsonObject): Identity => toIdentity(recipient, recipient.identity)

function toIdentity(entry: JsonObject, identity: Json | undefined): Identity {
  return {
    hashed: entry.hashed === true,
    identity: typeof identity === 'string' ? identity : '',
    salt: typeof entry.salt === 'string' ? entry.salt : '',
  }
}

/** Issuers hash addresses as they came or in small letters; either is the same mailbox. */
function matches({ hashed, identity, salt }: Identity, recipient: string): boolean {
  const spellings = [recipient, recipient.toLowerCase()]
  if (!hashed) return spellings.includes(identity) || identity.toLowerCase() === recipient.toLowerCase()
  return spellings.some((value) => hashOf(value, salt, identity) === identity.toLowerCase())
}

function hashOf(value: string, salt: string, like: string): string {
  if (!like.startsWith('md5$')) return hashIdentity(value, salt)
  return `md5$${createHash('md5')
    .update(value + salt, 'utf8')
    .digest('hex')}`
}
