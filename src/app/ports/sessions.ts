/** Live sessions and one-time tickets. */
import type { Course, Person, Platform, Session } from '../model.ts'

/** What a request within a session is checked against. */
export interface KnownVisit {
  readonly session: Session
  readonly course: Course
  readonly platform: Platform
  /** `null`: the launch named nobody. */
  readonly person: Person | null
}

export interface SessionRepository {
  /** `false`: the person was erased. */
  create(session: Session): Promise<boolean>
  /** Not expired at `now`. */
  find(id: string, now: string): Promise<Session | null>
  /** The same with all that it stands on, in one statement. */
  visit(id: string, now: string): Promise<KnownVisit | null>
  /** Of these, those not expired at `now`, with whose they are and the platform they came from. */
  among(
    ids: readonly string[],
    now: string,
  ): Promise<{ readonly id: string; readonly personId: string | null; readonly platformId: string }[]>
  end(ids: readonly string[]): Promise<void>
  /** A one-time ticket holding JSON, for the new-window way; taken by one atomic delete. */
  putTicket(idHash: string, payload: string, expiresAt: number): Promise<void>
  takeTicket(idHash: string, now: number): Promise<string | null>
  /** Removes what has expired; answers how many rows. */
  sweep(now: number): Promise<number>
}
