/** What people and timers can ask of the product, and the shapes of the answers. `web`, `jobs` and `cli` know only this. */
import type { Kind } from '../core/activity.ts'
import type { CourseCriteria, LevelId } from '../core/ladder.ts'
import type { NextStep } from '../core/next.ts'
import type { LevelProgress } from '../core/progress.ts'
import type { Product } from '../lti/registration/types.ts'
import type { DeepLinkingSettings, Launch } from '../lti/types.ts'
import type { Check, JsonObject, ShownEvidence, Verdict, VerifyReport } from '../openbadges/types.ts'
import type { Applications } from './contract/applications.ts'
import type { Attendance } from './contract/attendance.ts'
import type { Awards } from './contract/awards.ts'
import type { Collections } from './contract/collections.ts'
import type { CriteriaEditor } from './contract/criteria.ts'
import type { FilesApp } from './contract/files.ts'
import type { Imports } from './contract/imports.ts'
import type { IssuerEditor } from './contract/issuers.ts'
import type { Looks } from './contract/looks.ts'
import type { Personal } from './contract/personal.ts'
import type { Publishing } from './contract/publishing.ts'
import type { Records } from './contract/records.ts'
import type { Reviews } from './contract/reviews.ts'
import type { Sources } from './contract/sources.ts'
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
import type { Standing } from './public/standing.ts'

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
  readonly criteriaVersion: number
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

export interface PublicCredential {
  readonly credential: Credential
  readonly achievement: Achievement
  readonly issuer: Issuer
  readonly below: {
    readonly credentialId: string
    readonly level: LevelId
    readonly awardedAt: string
  } | null
  readonly status: Standing['status']
  /** The one that counts in its place, where there is one. */
  readonly replacedBy: string | null
  /** Its learner published it: it may be found by those who do not know its address. */
  readonly listed: boolean
  /** The learner's, where they chose to show it; `null`: the page names nobody. */
  readonly name: string | null
  /** Of the learner's evidence, what they chose to show, as it was signed. */
  readonly evidence: readonly ShownEvidence[]
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

/** What came of verifying. */
export interface Verified {
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  readonly credential: JsonObject | null
  /** Of a learner record: each credential in it, checked by itself. */
  readonly credentials?: readonly VerifyReport[]
  /** Of one of our own that is genuine and does not stand any longer: why. */
  readonly standing?: Standing & { readonly issuer: string }
}

export type CredentialForm = 'png' | 'svg' | 'pdf' | 'jwt'

export interface Credentials {
  /** Errors: `credential_not_found` 404. */
  page(id: string): Promise<PublicCredential>
  /** The signed OB 3.0 document, as signed. */
  document(id: string): Promise<string>
  /** The OB 3.0 credential as a token (VC-JWT, RS256). */
  token(id: string): Promise<string>
  /**
   * As a file to keep, made at download, with what its name is made of: a PNG baked with OB 3.0 and OB 2.0; an SVG baked with OB 3.0; a
   * certificate on paper in every language of the tool, with the document attached; the token.
   */
  file(
    id: string,
    form: CredentialForm,
  ): Promise<{ body: Buffer | string; level: LevelId; courseTitle: string }>
  /** `below`: those that it rests on, nearest first. */
  achievement(id: string): Promise<{
    achievement: Achievement
    below: readonly Achievement[]
    issuer: Issuer
    document: JsonObject
  }>
  /** As it was first shown, to the byte; `small`: without small print. */
  achievementImage(id: string, small?: boolean): Promise<Buffer>
  /** A picture that somebody brought, by its hash. Errors: `picture_not_found` 404. */
  picture(hash: string): Promise<Buffer>
  issuer(id: string): Promise<{ issuer: Issuer; document: JsonObject; courses: number }>
  /** A key that tokens name, as a bare JWK. Errors: `page_not_found` 404. */
  tokenKey(issuerId: string, keyId: string): Promise<JsonObject>
  /** `did:web` of one issuer. */
  issuerDid(id: string): Promise<JsonObject>
  /** `gone`: withdrawn, to be answered with 410. */
  assertion(id: string): Promise<{ document: JsonObject; gone: boolean }>
  badgeClass(id: string): Promise<JsonObject>
  ob2Issuer(id: string): Promise<JsonObject>
  /** The id of the credential that stands now where this one did: itself, or the last that was issued in its place. Errors: `credential_not_found` 404. */
  standsFor(id: string): Promise<string>
  /** An issuer's withdrawn credentials by id (1EdTech Revocation List). Errors: `issuer_not_found` 404. */
  revocationList(issuerId: string): Promise<JsonObject>
  /** A signed BitstringStatusListCredential. */
  statusList(id: string): Promise<JsonObject>
  /** `did:web` of the whole host. */
  didDocument(): Promise<JsonObject>
  verify(input: Buffer, options: { recipient?: string }): Promise<Verified>
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
