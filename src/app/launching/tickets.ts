import type { Launch } from '../../lti/types.ts'
import type { OpenedSession } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashSecret } from '../visiting/visit.ts'
import { openSession } from './launch.ts'

const MINUTES = 10

/** Keeps a verified launch for the new-window way and answers a one-time ticket for it. Only the ticket's hash is stored. */
export async function keepLaunch(deps: Deps, launch: Launch): Promise<string> {
  const ticket = deps.random.token(32)
  await deps.store.sessions.putTicket(
    hashSecret(ticket),
    JSON.stringify(launch),
    deps.clock.now() + MINUTES * 60_000,
  )
  return ticket
}

/** Uses a ticket up. Errors: `ticket_used` 401 when it was used, has expired or never was. */
export async function openKept(deps: Deps, ticket: string): Promise<OpenedSession> {
  const kept = await deps.store.sessions.takeTicket(hashSecret(ticket), deps.clock.now())
  if (!kept) throw new AppError('ticket_used', 401, 'the ticket was used or has expired')
  return openSession(deps, JSON.parse(kept) as Launch)
}
