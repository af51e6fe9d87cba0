/** What people and timers can ask of the product, and the shapes of the answers. `web`, `jobs` and `cli` know only this. */
import type { Kind } from '../core/activity.ts'
import type { CourseCriteria, LevelId } from '../core/ladder.ts'
import type { NextStep } from '../core/next.ts'
import type { LevelProgress } from '../core/progress.ts'
import type { Product } from '../lti/registration/types.ts'
import type { DeepLinkingSettings, Launch } from '../lti/types.ts'
import type { Applications } from './contract/applications.ts'
import type { Attendance } from './contract/attendance.ts'
import type { Awards } from './contract/awards.ts'
import type { Collections } from './contract/collections.ts'
import type { Credentials } from './contract/credentials.ts'
import type { CriteriaEditor } from './contract/criteria.ts'
import type { FilesApp } from './contract/files.ts'
import type { Imports } from './contract/imports.ts'
import type { IssuerEditor } from './contract/issuers.ts'
import type { Looks } from './contract/looks.ts'
import type { Personal } from './contract/personal.ts'
import type { Publishing } from './contract/publishing.ts'
import type { Records } from './contract/records.ts'
import type { Reviews } from './contract/reviews.ts'
import type { Membership, Sources } from './contract/sources.ts'
import type { WorkApp, WorkView } from './contract/work.ts'
import type { WithFiles } from './files/with-files.ts'
import type {
  Achievement,
  Course,
  CourseActivity,
  CourseGroup,
  Credential,
  CriteriaVersion,
  EvidenceRecord,
  Issuer,
  Person,
  Platform,
  RefreshRun,
  Ruling,
  Session,
} from './model.ts'
import type { Finding } from './operating/findings.ts'
import type { ReadingCounts } from './operating/platform.ts'
import type { ProgressListing, ProgressQuery } from './ports.ts'

export type * from './contract/credentials.ts'
export type * from './contract/reviews.ts'

export interface OpenedSession {
  readonly id: string
  /** For the cookie; only its hash is stored. */
  readonly secret: string
  readonly session: Session
}

/** What a VLE sends its administrator's browser with (Dynamic Registration 1.0 §3.1). */
export interface RegistrationRequest {
  /** Of the one-time link. */
  readonly token: string
  /** `openid_configuration` */
  readonly configurationUrl: string
  /** The platform's own one-time token; some need none. */
  readonly registrationToken: string | null
}

export interface Registered {
  readonly platform: Platform
  readonly product: Product
  /** It was known already. */
  readonly again: boolean
  /** It goes on with its old addresses until an operator approves the new ones. */
  readonly changeWaits: boolean
  /** Whose pages may show the answer in a frame, as sources of `frame-ancestors`. */
  readonly frameOrigins: readonly string[]
}

/** Everything about a live session that a request needs. */
export interface Visit {
  readonly session: Session
  readonly course: Course
  readonly person: Person | null
}

/** One rung as a learner or tutor sees it. */
export interface Rung {
  readonly level: LevelId
  readonly state: 'earned' | 'in-progress' | 'locked' | 'withdrawn'
  /** Held, but no longer meeting the criteria. */
  readonly flagged: boolean
  /** Met, waiting for a tutor's approval. */
  readonly proposed: boolean
  /** A person decided against the criteria, as they are now. */
  readonly ruling?: Ruling | null
  /** Held once, and over: it stays on the ladder as that. */
  readonly expired?: boolean
  /** A tutor may undo the award until then. */
  readonly undoableUntil?: string | null
  /** `null` until the first evaluation. */
  readonly progress: LevelProgress | null
  readonly credential: Credential | null
  /** The achievement of what is held. */
  readonly badge?: Pick<Achievement, 'id' | 'look'> | null
}

export interface LadderView {
  readonly course: Course
  readonly person: Person
  readonly rungs: readonly Rung[]
  /** What to do now, or `null` when there is nothing. */
  readonly next: NextStep | null
  readonly evidence: readonly WithFiles<EvidenceRecord>[]
  /** When the VLE was last read. */
  readonly run: RefreshRun | null
  /** What the roster told of them; `null` where it never told. */
  readonly membership: Membership | null
  readonly criteriaVersion: number
  /** How many things they were told and have not put away. */
  readonly unread: number
  /** What they hold is sealed for another email than they have now. */
  readonly newAddress?: boolean
}

/** A learner as a tutor sees them. */
export interface LearnerView extends LadderView {
  /** Course work, in the order of the course: what was handed in, and in any case what this visit asks for. */
  readonly work: readonly (WorkView & {
    /** The visit's link or line item is this one's. */
    readonly asked: boolean
  })[]
}

/** What an administrator may take over from the course that this one was copied from. */
export interface CopyOffer {
  readonly origin: Course
  /** Of the old course, and of this one. */
  readonly criteriaVersion: number
  readonly basedOn: number
  /** With activities of this course in place of the old one's; `null` where they are the same, or name an activity that has no counterpart. */
  readonly criteria: CourseCriteria | null
  /** Criteria that could not be brought along. */
  readonly unmatched: boolean
  /** What activities counted as in the old course, for those here that count as nothing yet. */
  readonly kinds: readonly { readonly activity: CourseActivity; readonly kind: Kind; readonly was: string }[]
  /** What tutors confirm in the old course and nobody can here yet: it would be made here as `activity`. */
  readonly confirmations: readonly { readonly was: CourseActivity; readonly activity: CourseActivity }[]
  readonly canTake: boolean
}

export type { NextStep }

export interface TutorView {
  readonly course: Course
  readonly counts: {
    learners: number
    held: Record<LevelId, number>
    flagged: number
    proposed: number
    evidence: number
    unknown: number
  }
  readonly listing: ProgressListing
  /** As the VLE keeps them, by name; none where it tells of none. */
  readonly groups: readonly CourseGroup[]
  readonly run: RefreshRun | null
  readonly criteriaVersion: number
  /** What a tutor must do first, most urgent first. */
  readonly setUp: readonly SetUpStep[]
  /** Where this course seems to be a copy, until somebody decided. */
  readonly copy: CopyOffer | null
}

/** `unmapped`: activities have no kind yet. `no-activities`: nothing to count. `scope-missing`: `scope` names it. */
export type SetUpStep =
  | { readonly type: 'no-activities' }
  | { readonly type: 'unmapped'; readonly count: number }
  | { readonly type: 'level-unmapped'; readonly level: LevelId; readonly kinds: readonly Kind[] }
  | { readonly type: 'scope-missing'; readonly scope: string }
  | { readonly type: 'activity-fault'; readonly title: string; readonly fault: string }

export interface CriteriaView {
  readonly course: Course
  readonly current: CriteriaVersion
  /** Newest first. */
  readonly history: readonly CriteriaVersion[]
  /** Those who saved them. */
  readonly people: readonly Person[]
  readonly activities: readonly CourseActivity[]
  readonly canEdit: boolean
  readonly issuer: Issuer
}

/** Criteria to save in place of the version that they were made from. */
export interface CriteriaChange {
  readonly basedOn: number
  readonly criteria: CourseCriteria
  readonly note: string | null
}

/** What a tutor who adds links is to know of the course. */
export interface LinksView {
  /** When “My credentials” was last added, or first opened; `null`: not that the tool knows of. A VLE never tells of removals. */
  readonly ladderAt: string | null
  /** Check-ins, course work and checkpoints that are there, or were added and not opened yet. */
  readonly activities: readonly CourseActivity[]
  readonly settings: DeepLinkingSettings
}

/** What a tutor adds to the course, by title. */
export interface DeepLinkChoice {
  readonly ladder: boolean
  /** One session each. */
  readonly checkIns: readonly string[]
  readonly coursework: readonly { readonly title: string; readonly kind: Kind }[]
  /** `gate`: what the VLE opens it for; `null`: it is to be said later, and until then it proves nothing. */
  readonly checkpoints: readonly {
    readonly title: string
    readonly gate: string | null
    readonly kind: Kind
  }[]
  /** Of the words that the VLE shows with each link. */
  readonly language: string
}

/** The signed message to post to the VLE, in the field `JWT`. */
export interface DeepLinkAnswer {
  readonly returnUrl: string
  readonly jwt: string
}

/** A platform as its administrators see it. */
export interface ConnectionView {
  readonly platform: Platform
  readonly product: Product
  /** As the launch of this visit told it. */
  readonly version: string | null
  readonly findings: readonly Finding[]
  /** When it was looked at, ISO 8601 UTC. */
  readonly checkedAt: string
  /** When this course was last read. */
  readonly run: RefreshRun | null
  /** All courses of the platform, in numbers. */
  readonly readings: ReadingCounts
  /** Registrations of the same issuer that wait for the operator. */
  readonly pending: readonly { readonly name: string; readonly clientId: string }[]
}

export interface App {
  /** Dynamic registration by a one-time link. Errors: `registration_*`, `configuration_*`, `issuer_host_mismatch`. */
  register(request: RegistrationRequest): Promise<Registered>
  /** Records who launched from where and opens a session. Errors: `no_context` 400 when the launch names no course. */
  launch(launch: Launch): Promise<OpenedSession>
  /** Checks the cookie's secret. Errors: `session_expired` 401. */
  visit(sessionId: string, secret: string): Promise<Visit>
  /** Of these visits of one browser, ends those of anybody else from the same platform, and answers the others. */
  endOthers(visit: Session, sessionIds: readonly string[]): Promise<string[]>
  /** For the new-window way: keeps a verified launch behind a one-time ticket. */
  keepLaunch(launch: Launch): Promise<string>
  openKept(ticket: string): Promise<OpenedSession>

  ladder(visit: Visit): Promise<LadderView>
  /** What a learner holds here is issued anew for their new email. Errors: `only_looking` 403, `address_same` 409, `address_again` 429. */
  reissueForAddress(visit: Visit): Promise<void>
  /** Learner pages: errors `anonymous` 403 where the launch named nobody. */
  checkIn(visit: Visit, code?: string): Promise<{ activity: CourseActivity; at: string; first: boolean }>

  /** Tutor and administrator. Errors: `not_allowed` 403. */
  progress(visit: Visit, query: ProgressQuery): Promise<TutorView>
  learner(visit: Visit, personId: string): Promise<LearnerView>
  /** Whose submission a review launch asks for; `null`: nobody known in this course yet. Errors: `page_not_found` 404 for other launches. */
  reviewed(visit: Visit): Promise<string | null>
  requestRefresh(visit: Visit): Promise<RefreshRun>
  refreshRun(visit: Visit): Promise<RefreshRun | null>
  readonly awards: Awards
  awardByHand(visit: Visit, personId: string, level: LevelId, reason: string): Promise<void>
  withdraw(visit: Visit, personId: string, level: LevelId, reason: string): Promise<void>
  /** Deep linking. Errors: `no_deep_linking` 409 in other launches, `link_type_refused` 409 where the VLE takes no such links. */
  links(visit: Visit): Promise<LinksView>
  deepLink(visit: Visit, choice: DeepLinkChoice): Promise<DeepLinkAnswer>
  /** Answers with nothing, so that the VLE closes its dialogue. `fault`: the code of what went wrong, if anything did. */
  declineLinks(visit: Visit, reason: { message: string; fault: string | null }): Promise<DeepLinkAnswer>

  /** Criteria: read by tutors, saved by administrators, and by tutors where the course's settings say so. Errors: `criteria_changed` 409. */
  criteria(visit: Visit): Promise<CriteriaView>
  saveCriteria(visit: Visit, change: CriteriaChange): Promise<CriteriaVersion>
  readonly criteriaEditor: CriteriaEditor
  setKinds(visit: Visit, kinds: ReadonlyMap<string, Kind | null>): Promise<void>
  /** Links and confirmations that were taken off the list, and may be put back. */
  removedActivities(visit: Visit): Promise<CourseActivity[]>
  /** A confirmation, or a link that was never opened. Errors: `activity_gone` 404; `activity_in_use` 409 where anything is recorded of it. */
  removeActivity(visit: Visit, activityId: string): Promise<void>
  restoreActivity(visit: Visit, activityId: string): Promise<void>
  /** Makes a gradebook column (line item) that people grade and the tool only reads. */
  addColumn(
    visit: Visit,
    column: { title: string; kind: Kind | null; source: 'column' | 'mirror'; maximum: number },
  ): Promise<CourseActivity>

  /** Takes over what was shown of the old course: its criteria, and the kinds of these activities. Errors: `copy_decided` 409, `criteria_changed` 409. */
  takeOver(visit: Visit, shown: { criteriaVersion: number; activities: readonly string[] }): Promise<void>
  /** Not now: remembered for the course. */
  leaveCopy(visit: Visit): Promise<void>

  readonly attendance: Attendance
  readonly files: FilesApp
  readonly work: WorkApp
  /** Columns that people or the VLE grade, checkpoints, and activities of Moodle's own. */
  readonly sources: Sources
  /** Registers from files, and progress as a table. */
  readonly imports: Imports

  readonly records: Records
  readonly personal: Personal
  readonly issuer: IssuerEditor
  readonly looks: Looks
  readonly credentials: Credentials
  /** The same by the addresses of before, each with its documents as they were issued there. */
  readonly formerly: ReadonlyMap<string, Credentials>
  readonly publishing: Publishing
  readonly collections: Collections
  readonly applications: Applications
  readonly reviews: Reviews
  /** Administrators: how the connection with the session's own platform is. */
  connection(visit: Visit): Promise<ConnectionView>
  /** Looks at it now, unless that was done a moment ago: then `false`. */
  checkConnection(visit: Visit): Promise<boolean>

  /** For the health endpoints. */
  health(): Promise<{ ready: boolean; checks: Record<string, 'ok' | 'failing'> }>
}
