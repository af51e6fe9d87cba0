import type { Registration, ServiceClient } from '../../../src/lti/index.ts'
import { SCOPE } from '../../../src/lti/scopes.ts'
import { ISSUER } from './claims.ts'
import { type Answer, json } from './network.ts'
import { moodleRegistration, type World, world } from './world.ts'

export const ALL_SCOPES: string[] = Object.values(SCOPE)
export const SERVICES = `${ISSUER}/mod/lti/services.php`
export const MEMBERSHIPS = `${SERVICES}/CourseSection/2/bindings/1/memberships`
export const LINE_ITEMS = `${SERVICES}/2/lineitems`
export const LINE_ITEM = `${LINE_ITEMS}/7/lineitem`

export interface ServiceWorld extends World {
  readonly services: ServiceClient
  readonly registration: Registration
}

/** Moodle's token reply: JSON that calls itself HTML. */
export const tokenReply = (value: string, scopes: readonly string[] = ALL_SCOPES): Response =>
  json(
    { access_token: value, token_type: 'Bearer', expires_in: 3600, scope: scopes.join(' ') },
    { headers: { 'content-type': 'text/html; charset=utf-8' } },
  )

/** A world whose platform gives tokens `token-1`, `token-2` … */
export function serviceWorld(
  change: Partial<Registration> = {},
  scopes: readonly string[] = ALL_SCOPES,
): ServiceWorld {
  const registration = { ...moodleRegistration, ...change }
  const here = world({ registrations: [registration] })
  let given = 0
  here.net.on(registration.tokenUrl, () => tokenReply(`token-${++given}`))
  return Object.assign(here, { registration, services: here.tool.services(registration, scopes) })
}

/** Answers one after the other; the last one stays. */
export function inTurn(...answers: Answer[]): Answer {
  let turn = 0
  return (sent) => {
    const answer = answers[Math.min(turn, answers.length - 1)]
    turn += 1
    if (answer === undefined) throw new Error('no answers were given')
    return answer(sent)
  }
}

export async function collect<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = []
  for await (const page of pages) all.push(...page)
  return all
}
