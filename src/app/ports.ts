/** What the product needs from outside, in its own words. `store`, `jobs` and `main` fill these. */
import type { ActivityFault, Kind } from '../core/activity.ts'
import type { CourseCriteria, LevelId } from '../core/ladder.ts'
import type { Participation } from '../core/participation.ts'
import type { LearnerFacts } from '../core/progress.ts'
import type { LoginState, LtiStore } from '../lti/types.ts'
import type {
  Achievement,
  AuditLine,
  Course,
  CourseActivity,
  CourseCopy,
  CourseRole,
  Credential,
  CriteriaVersion,
  EvidenceRecord,
  Issuer,
  KeyTimes,
  Person,
  Platform,
  PlatformAddresses,
  ProgressRow,
  RefreshRun,
  RegistrationLink,
  RosterEntry,
  Session,
  Snapshot,
  StatusList,
  StoredKey,
  Submission,
} from './model.ts'

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
}

export interface Random {
  uuid(): string
  /** base64url of `bytes` random bytes. */
  token(bytes: number): string
}

export interface PlatformRepository {
  byId(id: string): Promise<Platform | null>
  list(): Promise<Platform[]>
  /** Unique on (issuer, clientId): a second add updates and keeps the id. */
  save(platform: Platform): Promise<Platform>
  setStatus(id: string, status: Platform['status']): Promise<boolean>
  setFamily(id: string, family: string): Promise<void>
  /** By issuer and client id; until the unit of work ends nobody else changes it. */
  lock(issuer: string, clientId: string): Promise<Platform | null>
  /** Addresses that wait for an operator's approval, in place of those that waited before; `null`: none wait. */
  propose(id: string, addresses: PlatformAddresses | null): Promise<void>
  /** All that wait, by platform. */
  proposed(): Promise<Map<string, PlatformAddresses>>
  /** Records the first deployment of a platform that was registered without any; one that has some stays as it is. */
  settleDeployment(id: string, deploymentId: string): Promise<void>
}

export interface RegistrationLinkRepository {
  add(link: RegistrationLink): Promise<void>
  find(tokenHash: string): Promise<RegistrationLink | null>
  /** Of many callers one gets it, until it gives it back, uses it up, or `until` is over. Times in milliseconds. */
  claim(tokenHash: string, claim: string, now: number, until: number): Promise<boolean>
  release(tokenHash: string, claim: string): Promise<void>
  /** `false` when the claim is no longer this caller's. */
  use(tokenHash: string, claim: string, platformId: string, at: string): Promise<boolean>
  /** Removes those that expired before `before` (milliseconds); answers how many. */
  sweep(before: number): Promise<number>
}

export interface CourseRepository {
  byId(id: string): Promise<Course | null>
  list(): Promise<Course[]>
  ofPlatform(platformId: string): Promise<Course[]>
  byContext(of: Pick<Course, 'platformId' | 'deploymentId'>, contextId: string): Promise<Course | null>
  /** Unique on (platformId, deploymentId, contextId). Writes only what changed; `null` services never erase known ones, nor `keepTitle` a known title. `created` says whether it is new. */
  upsert(course: Course, options?: { keepTitle: boolean }): Promise<{ course: Course; created: boolean }>
}

/** One learner or tutor of a course, with the id and name that pages need. */
export interface Enrolment {
  readonly person: Person
  readonly role: CourseRole
  readonly active: boolean
  /** What the roster last said; `null`: it never listed this person. */
  readonly rosterRole: CourseRole | null
  /** When this person last launched as staff. */
  readonly staffAt: string | null
}

export interface PeopleRepository {
  byId(id: string): Promise<Person | null>
  /** In one statement per 1,000; those not found are left out. */
  byIds(ids: readonly string[]): Promise<Person[]>
  /** Unique on (platformId, sub). A launch's `null` name or email never erases a known one. */
  upsert(platformId: string, entry: Omit<RosterEntry, 'role' | 'active'>): Promise<Person>
  /** sub → person id, for those known. One statement per 1,000. */
  idsBySub(platformId: string, subs: readonly string[]): Promise<Map<string, string>>
  enrolment(courseId: string, personId: string): Promise<Enrolment | null>
  /** By a launch: the higher role stays. `staffAt`: the time, where it was a launch as staff. */
  enrol(courseId: string, personId: string, role: CourseRole, staffAt?: string | null): Promise<void>
  /** A former tutor is a learner from now on. */
  demote(courseId: string, personId: string): Promise<void>
  /** Insert or update people and enrolments in bulk, only where something changed. A roster turns a tutor into a learner only where it was the roster that said tutor before. Answers how many rows were written. */
  saveRoster(course: Course, entries: readonly RosterEntry[]): Promise<number>
  /** Mark those who vanished from the roster as inactive (their credentials stay). */
  markLeft(course: Course, subs: readonly string[]): Promise<number>
  /** Those of these people who are, or were, learners of the course: not its staff, not somebody who only looks. One statement per 1,000. */
  learnersAmong(courseId: string, personIds: readonly string[]): Promise<string[]>
  /** Active learners' person ids, in pages of up to 1,000, ordered by id. */
  learnerIds(courseId: string, after: string | null, limit: number): Promise<string[]>
}

export interface ActivityRepository {
  /** Not removed; ordered by position. */
  ofCourse(courseId: string): Promise<CourseActivity[]>
  byId(courseId: string, id: string): Promise<CourseActivity | null>
  /** Of any course of the platform: what a link names that was copied along with its course. */
  onPlatform(platformId: string, id: string): Promise<CourseActivity | null>
  insert(activities: readonly CourseActivity[]): Promise<void>
  setKind(courseId: string, id: string, kind: Kind | null): Promise<void>
  setFault(courseId: string, id: string, fault: ActivityFault | null): Promise<void>
  /** Offered → active, with its line item where one was found; one that is active without a line item gets it. Answers whether anything changed. */
  activate(courseId: string, id: string, lineItemUrl: string | null): Promise<boolean>
  remove(courseId: string, id: string): Promise<void>
}

/** A participation row of one person. */
export type ParticipationOf = Participation & { readonly personId: string }

export interface ParticipationRepository {
  /** Insert or update in bulk, only where something changed (unique on activity and person). Answers the person ids whose row changed. */
  saveChanged(courseId: string, rows: readonly ParticipationOf[]): Promise<string[]>
  /** A check-in or hand-in: only ever adds. Answers whether it is new. */
  saveFirst(courseId: string, row: ParticipationOf): Promise<boolean>
  /** Who completed an activity (`personId`: this person alone), in pages ordered by person id. */
  completed(
    courseId: string,
    activityId: string,
    page: { personId: string | null; after: string | null; limit: number },
  ): Promise<{ personId: string; sub: string; observedAt: string }[]>
  /** Facts for evaluation, by person id, in a fixed number of statements whatever the size of the course. At most 1,000 ids a call. */
  facts(courseId: string, personIds: readonly string[]): Promise<Map<string, LearnerFacts>>
}

export interface SnapshotRepository {
  /** All of a course, in one statement. */
  ofCourse(courseId: string): Promise<Map<string, Snapshot>>
  save(snapshots: readonly Snapshot[]): Promise<void>
}

export interface CriteriaRepository {
  current(courseId: string): Promise<CriteriaVersion | null>
  version(courseId: string, version: number): Promise<CriteriaVersion | null>
  history(courseId: string): Promise<CriteriaVersion[]>
  /** Unique on (courseId, version): `false` when somebody else saved that version first. */
  add(version: CriteriaVersion): Promise<boolean>
}

export interface ProgressQuery {
  readonly search: string | null
  /** Only learners who hold this level. */
  readonly holds: LevelId | null
  readonly attention: 'flagged' | 'evidence' | 'unknown' | null
  readonly offset: number
  readonly limit: number
}

export interface ProgressListing {
  readonly total: number
  readonly rows: readonly {
    person: Person
    progress: ProgressRow | null
    credentials: readonly HeldCredential[]
    evidence: EvidenceRecord['state'] | null
  }[]
}

export interface HeldCredential {
  readonly id: string
  readonly level: LevelId
  readonly awardedAt: string
}

export interface ProgressRepository {
  of(courseId: string, personId: string): Promise<ProgressRow | null>
  /** Writes only rows whose progress, version or flags differ. Answers how many were written. */
  saveChanged(courseId: string, rows: readonly ProgressRow[]): Promise<number>
  list(courseId: string, query: ProgressQuery): Promise<ProgressListing>
  counts(courseId: string): Promise<{
    learners: number
    held: Record<LevelId, number>
    flagged: number
    evidence: number
    unknown: number
  }>
}

export interface CredentialRepository {
  byId(id: string): Promise<Credential | null>
  /** All of a learner in a course, live and withdrawn, lowest level first. */
  ofLearner(courseId: string, personId: string): Promise<Credential[]>
  /** One live credential per person, level and course (a unique index): rows that lose are left out. Answers the ids that were written. One statement per 1,000. */
  award(rows: readonly Credential[]): Promise<string[]>
  /** Live credentials not yet in the gradebook. One that it refused counts again after `refusedBefore`, if its learner is in the course. */
  unpublished(
    courseId: string,
    limit: number,
    refusedBefore: string,
  ): Promise<(Credential & { sub: string })[]>
  /** The gradebook takes no score for this one at present. */
  noteRefused(id: string, at: string): Promise<void>
  /** Of these people: they are in the course again. */
  forgetRefusals(course: Course, subs: readonly string[]): Promise<void>
  markPublished(ids: readonly string[], at: string): Promise<void>
  /** Withdraws a level and every live one above it. Answers what was withdrawn. */
  withdraw(
    courseId: string,
    personId: string,
    levels: readonly LevelId[],
    reason: string,
    at: string,
  ): Promise<Credential[]>
  achievement(id: string): Promise<Achievement | null>
  /** Unique on (courseId, level, criteriaVersion): the first insert stands. Answers what stands, by level. */
  achievements(wanted: readonly Achievement[]): Promise<Achievement[]>
  statusList(id: string): Promise<StatusList | null>
  /** Indexes of withdrawn credentials. */
  revokedIndexes(statusListId: string): Promise<number[]>
  /** Takes `count` indexes, never given twice; opens a new list when one is full. One answer an index. */
  reserveStatus(issuerId: string, count: number): Promise<{ listId: string; index: number }[]>
}

export interface LevelColumnRepository {
  /** The line item that a level's score is posted to. Unique on (courseId, level). */
  of(courseId: string): Promise<Map<LevelId, string>>
  /** The first one saved stands; answers what stands. */
  save(courseId: string, level: LevelId, lineItemUrl: string): Promise<string>
  /** Forgets a line item that the gradebook no longer has, unless another stands in its place by now. */
  forget(courseId: string, level: LevelId, lineItemUrl: string): Promise<void>
}

export interface WorkRepository {
  submission(activityId: string, personId: string): Promise<Submission | null>
  /** All that a person handed in to activities of a course, newest first. */
  submissions(courseId: string, personId: string): Promise<Submission[]>
  submit(submission: Submission): Promise<void>
  evidence(courseId: string, personId: string): Promise<EvidenceRecord[]>
  evidenceById(courseId: string, id: string): Promise<EvidenceRecord | null>
  /** Unique on (courseId, personId) while `submitted`: `false` when one is waiting already. */
  submitEvidence(record: EvidenceRecord): Promise<boolean>
  /** `false` when somebody decided first. */
  decideEvidence(
    courseId: string,
    id: string,
    decision: {
      state: 'accepted' | 'returned' | 'declined'
      by: string
      at: string
      feedback: string | null
    },
  ): Promise<boolean>
}

export interface CopyRepository {
  of(courseId: string): Promise<CourseCopy | null>
  /** The first finding stands. */
  save(copy: CourseCopy): Promise<void>
  vouch(courseId: string): Promise<void>
  /** `false` where the criteria were taken over before: that stands. */
  decide(courseId: string, decision: 'taken' | 'later', by: string, at: string): Promise<boolean>
  /** Activities of the old course → those that stand for them in this one. */
  activities(courseId: string): Promise<Map<string, string>>
  activityFor(courseId: string, originActivityId: string): Promise<string | null>
  /** Takes the place of an old activity in this course; `false` where another launch was first. The activity is inserted in the same unit of work. */
  addActivity(courseId: string, originActivityId: string, activityId: string): Promise<boolean>
  /** Which activity a resource link opens; the first one saved stands. */
  saveLink(courseId: string, linkId: string, activityId: string): Promise<void>
  /** Of a deployment's courses, by the resource link that opens them. */
  activitiesByLink(
    of: Pick<Course, 'platformId' | 'deploymentId'>,
    linkIds: readonly string[],
  ): Promise<Map<string, CourseActivity>>
}

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

export interface IssuerRepository {
  byId(id: string): Promise<Issuer | null>
  list(): Promise<Issuer[]>
  save(issuer: Issuer): Promise<void>
}

export interface KeyRepository {
  /** In the order in which they begin to sign, gone ones too; without an issuer those of every issuer. */
  list(use: StoredKey['use'], issuerId: string | null): Promise<StoredKey[]>
  /** At most one key of a use and issuer has no end (unique indexes): `false` where one stands. */
  insert(key: StoredKey): Promise<boolean>
  /** `false` where somebody changed its times first. */
  setTimes(key: StoredKey, times: KeyTimes): Promise<boolean>
  /** Replaces the private half as it was sealed; `false` where somebody did so first. */
  setSecret(key: StoredKey, encryptedSecret: string): Promise<boolean>
}

export interface RefreshRunRepository {
  of(courseId: string): Promise<RefreshRun | null>
  /** Of every course of a platform that was asked for once. */
  ofPlatform(platformId: string): Promise<RefreshRun[]>
  save(run: RefreshRun): Promise<void>
  /** Writes these facts and leaves the others as they stand, in one statement; the whole row where there is none yet. */
  note(run: RefreshRun, facts: readonly (keyof RefreshRun)[]): Promise<void>
}

export interface AuditRepository {
  /** Append-only: the database refuses updates and deletes. */
  append(lines: readonly AuditLine[]): Promise<void>
  ofCourse(courseId: string, limit: number): Promise<AuditLine[]>
  /** The last time that something was done in a course. */
  latest(courseId: string, action: string): Promise<AuditLine | null>
}

export interface Repositories {
  readonly platforms: PlatformRepository
  readonly registrationLinks: RegistrationLinkRepository
  readonly courses: CourseRepository
  readonly copies: CopyRepository
  readonly people: PeopleRepository
  readonly activities: ActivityRepository
  readonly participation: ParticipationRepository
  readonly snapshots: SnapshotRepository
  readonly criteria: CriteriaRepository
  readonly progress: ProgressRepository
  readonly credentials: CredentialRepository
  readonly levelColumns: LevelColumnRepository
  readonly work: WorkRepository
  readonly sessions: SessionRepository
  readonly issuers: IssuerRepository
  readonly keys: KeyRepository
  readonly refreshRuns: RefreshRunRepository
  readonly audit: AuditRepository
}

/** One unit of work: everything in it is written, or nothing. */
export interface UnitOfWork extends Repositories {
  readonly jobs: JobSender
}

export interface Store extends Repositories {
  /** Logins under way, for the LTI library. */
  readonly lti: LtiStore & { saveState(state: LoginState): Promise<void> }
  /** One writer at a time on SQLite; side by side on PostgreSQL. Throwing rolls back. */
  write<T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T>
  /** A statement that proves the database answers. */
  ping(): Promise<void>
  condition(): Promise<DatabaseCondition>
  close(): Promise<void>
}

/** How the database is. */
export interface DatabaseCondition {
  readonly kind: 'sqlite' | 'postgres'
  /** Migrations of this version that were not run. */
  readonly pending: readonly string[]
  /** Migrations that were run and that this version does not know: a newer one used the database. */
  readonly unknown: readonly string[]
  /** Code of what kept a trial row from being written; `null`: it was written, and taken away again. */
  readonly writeFault: string | null
  /** On the disk of the SQLite file; `null` on PostgreSQL, or where it cannot be told. */
  readonly freeBytes: number | null
}

/** What runs in the background, by name, with its data. */
export interface JobData {
  /** Read the VLE, compute progress, award. */
  refresh: { courseId: string }
  /** Put unpublished credentials into the gradebook. */
  publish: { courseId: string }
  /** Put the score of a check-in or a hand-in into its own line item; `null`: of everybody's so far. */
  'post-work': { courseId: string; activityId: string; personId: string | null }
  /** Evaluate some learners, or all (`null`), without reading the VLE. `endsRun`: a refresh asked for it, which ends with it. */
  evaluate: { courseId: string; personIds: string[] | null; endsRun: boolean }
}
export type JobName = keyof JobData

export interface JobSender {
  /**
   * Enqueue. With a `key`: while one with the same name and key waits, a second is dropped, and two never run at once.
   * `hasten`: the one that waits runs now, whatever it waited for.
   */
  send<N extends JobName>(
    name: N,
    data: JobData[N],
    options?: { key?: string; delaySeconds?: number; hasten?: boolean },
  ): Promise<void>
}

export interface Job<N extends JobName = JobName> {
  readonly id: string
  readonly name: N
  readonly data: JobData[N]
  /** 1 for the first. */
  readonly attempt: number
  /** No try follows this one, unless it fails in a way that does not count (the VLE is left alone for a while). */
  readonly last: boolean
}

export type JobHandlers = { [N in JobName]: (job: Job<N>, signal: AbortSignal) => Promise<void> }

/** The queue as `main` runs it. A handler that throws is retried with backoff; after the last attempt the job is kept as dead. */
export interface JobEngine {
  start(handlers: JobHandlers): Promise<void>
  /** Stops taking jobs and waits for those in flight. */
  stop(): Promise<void>
  /** Resolves when nothing is ready or running (jobs that wait for a later retry do not count). For tests, the demo and the command line. */
  idle(): Promise<void>
  counts(): Promise<{ waiting: number; running: number; dead: number }>
  troubles(): Promise<QueueTroubles>
}

/** What does not get on in the queue. */
export interface QueueTroubles {
  /** Jobs that were given up, by name and by the code of their last failure. */
  readonly dead: readonly { readonly name: string; readonly error: string; readonly jobs: number }[]
  /** Since when the job that is due longest has waited, in milliseconds since the epoch; `null`: none is due. */
  readonly dueSince: number | null
}

export type { CourseCriteria }
