import { randomBytes } from 'node:crypto'
import type { Json, JsonObject } from '../../types.ts'
import { isBroken } from '../broken-text.ts'
import type { SlotKind, SlotMap } from './slots.ts'

/** A document taken apart: its shape, and what stood in its slots, in the order of the text. */
export interface Lifted {
  /** The document as JSON with a mark in every slot. Two documents with the same shape differ in their values only. */
  readonly shape: string
  readonly values: readonly string[]
}

/** Nobody can guess it, so that no document holds a mark or a placeholder of its own. */
const SECRET = randomBytes(16).toString('hex')
const MARKS = { text: `${SECRET}-text`, web: `${SECRET}-web`, uuid: `${SECRET}-uuid` } as const
const MARK = new RegExp(`"${SECRET}-(text|web|uuid)"`, 'g')

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/
/** Addresses that mean the same in JSON, in JSON-LD and in N-Quads: absolute, plain ASCII, nothing to escape. */
const WEB = /^https?:\/\/[a-z0-9.-]+(:\d+)?([/?#][\w.~:/?#@!$&'()*+,;=%-]*)?$/i
const UUID = /^urn:uuid:[0-9a-f-]+$/i

/** Takes a document apart. `null`: it holds something that the full path has to look at. */
export function liftSlots(document: JsonObject, slots: SlotMap): Lifted | null {
  const values: string[] = []
  const lifted = lift(document, slots, values)
  if (lifted === null) return null
  return { shape: JSON.stringify(lifted), values }
}

/**
 * Whether all words of a shape come from published vocabularies. One that a document brings along could give a value a meaning of its
 * own.
 */
export function hasKnownWords(shape: string, document: JsonObject): boolean {
  const contexts = document['@context']
  const published = Array.isArray(contexts) && contexts.every((context) => typeof context === 'string')
  return published && shape.indexOf('"@context":') === shape.lastIndexOf('"@context":')
}

function lift(value: Json, slots: SlotMap | SlotKind, values: string[]): Json | null {
  if (typeof slots === 'string') return liftValue(value, slots, values)
  if (Array.isArray(value)) return liftAll(value, slots, values)
  if (typeof value !== 'object' || value === null) return value
  const lifted: JsonObject = {}
  for (const member of Object.keys(value)) {
    // Setting it would not make a member.
    if (member === '__proto__') return null
    const held = value[member] as Json
    const at = ownMember(slots, member)
    const part = at === undefined || held === null ? held : lift(held, at, values)
    if (part === null && held !== null) return null
    lifted[member] = part
  }
  return lifted
}

/** Not those that every object has. */
export const ownMember = (slots: SlotMap, member: string) =>
  Object.hasOwn(slots, member) ? slots[member] : undefined

function liftAll(items: Json[], slots: SlotMap | SlotKind, values: string[]): Json[] | null {
  const lifted: Json[] = []
  for (const item of items) {
    const part = item === null ? item : lift(item, slots, values)
    if (part === null && item !== null) return null
    lifted.push(part)
  }
  return lifted
}

function liftValue(value: Json, kind: SlotKind, values: string[]): Json | null {
  if (Array.isArray(value)) return liftAll(value, kind, values)
  // Texts in several languages, say: part of the shape.
  if (typeof value !== 'string') return value
  const mark = markOf(value, kind)
  if (mark !== null) values.push(value)
  return mark
}

/** The mark that takes a value's place; `null`: the full path has to look at it. */
export function markOf(value: string, kind: SlotKind): string | null {
  if (kind === 'text') return isBroken(value) ? null : MARKS.text
  if (kind === 'date') return DATE.test(value) ? MARKS.text : null
  if (UUID.test(value)) return MARKS.uuid
  return WEB.test(value) && URL.canParse(value) ? MARKS.web : null
}

/** The text between the slots of a shape: one piece more than there are slots. */
export function piecesOf(shape: string): string[] {
  return shape.split(MARK).filter((_, index) => index % 2 === 0)
}

/** A document of this shape with a placeholder in each slot, all different. */
export function withPlaceholders(shape: string): { document: JsonObject; placeholders: string[] } {
  const placeholders: string[] = []
  const text = shape.replace(MARK, (_, kind: string) => {
    const unique = `${SECRET}-${placeholders.length}`
    const placeholder = { web: `https://${unique}.example/`, uuid: `urn:uuid:${unique}` }[kind] ?? unique
    placeholders.push(placeholder)
    return JSON.stringify(placeholder)
  })
  return { document: JSON.parse(text) as JsonObject, placeholders }
}

/** Whether a text holds a placeholder, or what became of one. */
export const holdsPlaceholder = (text: string): boolean => text.includes(SECRET)
