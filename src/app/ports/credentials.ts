/** What was awarded, and where its score goes. */
import type { LevelId } from '../../core/ladder.ts'
import type {
  Achievement,
  Course,
  Credential,
  NoticeKind,
  StatusList,
  WholeCredential,
  WithdrawalCause,
} from '../model.ts'

export interface CredentialRepository {
  byId(id: string): Promise<Credential | null>
  /** The document of one alone, as signed. */
  document(id: string): Promise<string | null>
  /** With all that is told of it: one statement. */
  whole(id: string): Promise<WholeCredentialRead | null>
  /** Of one whose person was erased; `null`: there never was one of this id, or it is there. */
  erased(id: string): Promise<{ readonly erasedAt: string; readonly statusListId: string } | null>
  /** All of a learner in a course, live and withdrawn, lowest level first. */
  ofLearner(courseId: string, personId: string): Promise<Credential[]>
  /** All of a person in every course, live and withdrawn, newest first, of one second the highest level; what was undone counts as never made. */
  ofPerson(personId: string): Promise<Credential[]>
  /** One live credential per person, level and course (a unique index): rows that lose are left out. Answers the ids that were written. One statement per 1,000. */
  award(rows: readonly Credential[]): Promise<string[]>
  /**
   * Scores to take out of the gradebook, then those to put in, oldest first. Waiting are withdrawn credentials whose score may
   * stand there, and live ones that were offered before or awarded by `awardedBy`. One that the gradebook refused counts again
   * after `refusedBefore`, if its learner is in the course. People who were erased are left alone.
   */
  unposted(
    courseId: string,
    until: { awardedBy: string; refusedBefore: string; limit: number },
  ): Promise<UnpostedCredential[]>
  /** Awards that may still be undone: when the oldest was made; `null`: there is none. */
  oldestUnoffered(courseId: string): Promise<string | null>
  /** From now on their scores may stand in the gradebook. Answers those that are still live. */
  offer(ids: readonly string[], at: string): Promise<string[]>
  /** The gradebook takes no score for this one at present. */
  noteRefused(id: string, at: string): Promise<void>
  /** Of these people: they are in the course again. */
  forgetRefusals(course: Course, subs: readonly string[]): Promise<void>
  markPublished(ids: readonly string[], at: string): Promise<void>
  /** `at`: the time that the retracting score carries. */
  markRetracted(ids: readonly string[], at: string): Promise<void>
  /** Of an award that was withdrawn while nobody had seen it. Errors: the database refuses one that was offered. */
  markUndone(id: string, undone: NonNullable<Credential['undone']>): Promise<void>
  /** Withdraws a level and every live one above it. `cause`: what the public is told of the level itself. Answers what was withdrawn. */
  withdraw(
    courseId: string,
    personId: string,
    levels: readonly LevelId[],
    reason: string,
    at: string,
    cause?: WithdrawalCause | null,
  ): Promise<Credential[]>
  /**
   * Puts each in the place of the one that it replaces, which is withdrawn, and takes along what was chosen about that one: how it is
   * shown, in which collection, with which evidence. Those whose old one does not stand any more are left out. Answers the others.
   */
  replace(replacements: readonly Replacement[], reason: string, at: string): Promise<Replacement[]>
  /**
   * Writes credentials that were earned anew after the end of one of the same level, which names them from then on. Those whose old one
   * does not stand, or is not over, are left out. Answers the ids that were written.
   */
  renew(renewals: readonly Renewal[]): Promise<string[]>
  /** What these people hold in a course. */
  standing(courseId: string, personIds: readonly string[]): Promise<Credential[]>
  /** In any course, what stands and ends after the one time and not after the other, of which its person was not told yet as `kind`. */
  ending(after: string, until: string, kind: NoticeKind, limit: number): Promise<Credential[]>
  /** How many credentials stand in a course. */
  countStanding(courseId: string): Promise<number>
  /** Of a course, what stands and was issued, or issued anew, before: some of it. `before`: ISO 8601. */
  toReissue(courseId: string, before: string, limit: number): Promise<Credential[]>
  achievement(id: string): Promise<Achievement | null>
  /**
   * Unique on (courseId, level, criteriaVersion, edition): the last edition stands while it says what is wanted; else the next is
   * made, and the first insert of it stands. Answers what stands.
   */
  achievements(wanted: readonly Achievement[]): Promise<Achievement[]>
  statusList(id: string): Promise<StatusList | null>
  /** Indexes of withdrawn credentials, and of those that no longer exist. */
  revokedIndexes(statusListId: string): Promise<number[]>
  /** Of an issuer, every credential that was withdrawn or no longer exists, in the order of time. */
  withdrawnOf(issuerId: string): Promise<WithdrawnCredential[]>
  /** Takes `count` indexes, never given twice; opens a new list when one is full. One answer an index. */
  reserveStatus(issuerId: string, count: number): Promise<{ listId: string; index: number }[]>
}

/** `text` is another as soon as anything in it is. */
export interface WholeCredentialRead {
  readonly text: string
  whole(): WholeCredential
}

/** What a list for everybody tells of a withdrawn credential. */
export type WithdrawnCredential = Pick<Credential, 'id' | 'withdrawnCause'> & { readonly withdrawnAt: string }

export interface Renewal {
  /** The id of the one that is over. */
  readonly ended: string
  readonly by: Credential
}

export interface Replacement {
  /** The id of the one that stood. */
  readonly old: string
  readonly by: Credential
}

/** With its person's `sub`, and the time of the score that last took one of the same level back. */
export type UnpostedCredential = Credential & { readonly sub: string; readonly retracted: string | null }

export interface LevelColumnRepository {
  /** The line item that a level's score is posted to. Unique on (courseId, level). */
  of(courseId: string): Promise<Map<LevelId, string>>
  /** The first one saved stands; answers what stands. */
  save(courseId: string, level: LevelId, lineItemUrl: string): Promise<string>
  /** Forgets a line item that the gradebook no longer has, unless another stands in its place by now. */
  forget(courseId: string, level: LevelId, lineItemUrl: string): Promise<void>
}
