/** Live sessions and one-time tickets. */
import type { Session } from '../model.ts'

export interface SessionRepository {
  create(session: Session): Promise<void>
  /** Not expired at `now`. */
  find(id: string, now: string): Promise<Session | null>
  end(id: string): Promise<void>
  /** A one-time ticket holding JSON, for the new-window way; taken by one atomic delete. */
  putTicket(idHash: string, payload: string, expiresAt: number): Promise<void>
  takeTicket(idHash: string, now: number): Promise<string | null>
  /** Removes what has expired; answers how many rows. */
  sweep(now: number): Promise<number>
}
