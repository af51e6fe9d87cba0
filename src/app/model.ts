/** The product's records, as `app` sees them. Ids are UUIDs unless said otherwise; times are ISO 8601 UTC. */
import type { Activity, ActivityFault, Kind, Source } from '../core/activity.ts'
import type { CourseCriteria, LevelId } from '../core/ladder.ts'
import type { Participation } from '../core/participation.ts'
import type { Progress } from '../core/progress.ts'
import type { Launch, Registration } from '../lti/types.ts'
import type { AuditAction } from './audit-actions.ts'

export interface Platform extends Registration {
  readonly name: string
  readonly status: 'pending' | 'approved' | 'suspended'
  readonly deploymentIds: readonly string[]
}

/** Where a platform is reached; who changes these decides whom the tool believes. */
export type PlatformAddresses = Pick<Platform, 'authUrl' | 'tokenUrl' | 'jwksUrl' | 'tokenAudience'>

/** A one-time way for a platform to register itself. */
export interface RegistrationLink {
  /** SHA-256 (base64url) of the token. */
  readonly tokenHash: string
  /** The only host that may use it; `null`: any. */
  readonly host: string | null
  readonly autoApprove: boolean
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  readonly usedAt: string | null
  readonly platformId: string | null
}

export interface Course {
  readonly id: string
  readonly platformId: string
  readonly deploymentId: string
  /** The platform's `context.id`. */
  readonly contextId: string
  readonly label: string | null
  readonly title: string
  readonly endsAt: string | null
  /** Everything a background job needs; no live launch. */
  readonly membershipsUrl: string | null
  readonly lineItemsUrl: string | null
  readonly scopes: readonly string[]
  readonly issuerId: string
  /** `tool_platform.guid` of the installation; `null` while none was named. A copied installation has courses of its own. */
  readonly guid: string | null
}

/** What is known of a course that was copied from another one of the same platform. */
export interface CourseCopy {
  readonly courseId: string
  readonly originId: string
  /** By which sign it was found: the platform's history, another installation's guid, or a link of ours that names the other's activity. */
  readonly how: 'history' | 'installation' | 'link'
  /** A link may have been written by hand, so its word counts once somebody who was staff there teaches here. */
  readonly vouched: boolean
  readonly foundAt: string
  readonly decision: 'taken' | 'later' | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
}

export interface Person {
  readonly id: string
  readonly platformId: string
  readonly sub: string
  readonly name: string | null
  readonly email: string | null
  readonly sourcedId: string | null
}

export type CourseRole = 'learner' | 'tutor' | 'administrator'

/** A member as the roster or a launch showed them. */
export interface RosterEntry {
  readonly sub: string
  readonly name: string | null
  readonly email: string | null
  readonly sourcedId: string | null
  readonly role: CourseRole
  readonly active: boolean
}

export interface CourseActivity extends Activity {
  readonly courseId: string
  readonly lineItemUrl: string | null
  /** `offered`: sent to the VLE by deep linking, not seen there yet, so it does not count yet. */
  readonly state: 'offered' | 'active' | 'removed'
  readonly position: number
  /** Of an activity of Moodle's own: its course module id (`cmid`). */
  readonly moduleId?: string | null
}

/** When a check-in is open, and what proves that somebody is in the room. */
export interface CheckInSession {
  readonly courseId: string
  readonly activityId: string
  /** `null`: no bound on this side. */
  readonly opensAt: string | null
  readonly closesAt: string | null
  /** `null`: none is asked for. */
  readonly code: string | null
  /** Where the link opens in the VLE, as a tutor copied it there. */
  readonly address: string | null
}

/** A tutor's word on a statement of the criteria, or that an equivalent course was attended. */
export interface ConfirmationRecord {
  readonly courseId: string
  readonly personId: string
  /** Empty: an equivalent course, with `note` for what it was. */
  readonly statement: string
  readonly confirmedAt: string
  readonly confirmedBy: string | null
  readonly note: string | null
  /** Day of the calendar of an equivalent course, else `null`. */
  readonly takenOn: string | null
}

export interface CriteriaVersion {
  readonly courseId: string
  /** 1 is what new courses of its platform started with. */
  readonly version: number
  readonly criteria: CourseCriteria
  readonly savedBy: string | null
  readonly savedAt: string
  readonly note: string | null
}

/** What an administrator sets for a course beside its criteria. */
export interface CourseSettings {
  /** Tutors may save criteria as well. */
  readonly tutorsEditCriteria: boolean
  /** An award is put into the gradebook this long after it was made, so that it can be undone. */
  readonly publishAfterMinutes: number
  readonly evidence: {
    /** What a reviewer looks for, a line each; none: no rubric. */
    readonly rubric: readonly string[]
    /** A second person decides as well. */
    readonly secondReviewer: boolean
  }
}

/** What new courses of a platform start with in place of the framework's criteria and the product's settings. */
export interface PlatformDefaults {
  readonly platformId: string
  /** Names no activity: new courses have none. */
  readonly criteria: CourseCriteria
  readonly settings: CourseSettings
  readonly savedBy: string | null
  readonly savedAt: string
}

export interface ProgressRow {
  readonly personId: string
  readonly progress: Progress
  readonly criteriaVersion: number
  /** Levels held that the criteria no longer support. */
  readonly flagged: readonly LevelId[]
  /** Levels met that wait for a tutor's approval. */
  readonly proposed: readonly LevelId[]
  readonly computedAt: string
}

/** A person's word against what the criteria say of a learner's level; it holds while the criteria are the same. */
export interface Ruling {
  readonly courseId: string
  readonly personId: string
  readonly level: LevelId
  /** `declined`: met and not approved. `kept`: held, not met, and left as it is. */
  readonly ruling: 'declined' | 'kept'
  readonly criteriaVersion: number
  readonly reason: string
  readonly decidedBy: string | null
  readonly decidedAt: string
}

/** One level of one course under one version of its criteria: what a credential points at. */
export interface Achievement {
  readonly id: string
  readonly courseId: string
  readonly level: LevelId
  readonly criteriaVersion: number
  readonly courseTitle: string
  readonly issuerId: string
  readonly name: string
  readonly description: string
  readonly criteriaNarrative: string
  readonly belowId: string | null
}

export interface Credential {
  /** Public: in `/credentials/{id}`. */
  readonly id: string
  readonly achievementId: string
  readonly courseId: string
  readonly personId: string
  readonly level: LevelId
  readonly state: 'live' | 'withdrawn'
  readonly criteriaVersion: number
  /** Why it was awarded, in words, as judged then. */
  readonly narrative: string
  readonly awardedAt: string
  readonly awardedBy: string | null
  readonly expiresAt: string | null
  readonly withdrawnAt: string | null
  readonly withdrawnReason: string | null
  readonly statusListId: string
  readonly statusIndex: number
  readonly subjectId: string
  readonly recipientType: 'emailAddress' | 'sourcedId' | 'systemId'
  readonly recipientHash: string
  readonly salt: string
  /** The signed OB 3.0 document, JSON text, byte for byte as signed. */
  readonly document: string
  /** From when on its score may stand in the gradebook, even where nobody heard back: until then it can be undone. */
  readonly offeredAt: string | null
  readonly publishedAt: string | null
  /** Of a withdrawn one: the time of the score that took its own out of the gradebook. */
  readonly retractedAt: string | null
  /** Taken back before it was published. `open`: the rule may award the level again; `barred`: only a person may. */
  readonly undone: 'open' | 'barred' | null
}

export interface Issuer {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly email: string | null
  readonly description: string | null
}

export interface StatusList {
  readonly id: string
  readonly issuerId: string
  readonly length: number
}

/** When a key of ours begins and ends what it does. Any of these may lie in the future. */
export interface KeyTimes {
  /** Begins to sign; published from the moment it is made. */
  readonly activatesAt: string
  /** Stops signing; `null`: it is the last of its line. */
  readonly retiredAt: string | null
  /** Is published no more; `null`: stays. */
  readonly withdrawnAt: string | null
  /** Its private half was known to others from here on. */
  readonly compromisedAt: string | null
}

/** `lti`: RSA JWKs as JSON. `badge`: Ed25519 multikeys. The private half is encrypted at rest, and empty once it was deleted. */
export interface StoredKey extends KeyTimes {
  readonly id: string
  readonly use: 'lti' | 'badge'
  /** For `badge`: the issuer. */
  readonly issuerId: string | null
  readonly publicKey: string
  readonly encryptedSecret: string
  readonly createdAt: string
}

/** A session belongs to one launch. */
export interface Session {
  /** Public part, in the path. */
  readonly id: string
  /** SHA-256 (base64url) of the cookie's secret. */
  readonly secretHash: string
  readonly csrf: string
  readonly courseId: string
  /** `null`: an anonymous launch, read-only. */
  readonly personId: string | null
  readonly role: CourseRole
  readonly launch: LaunchFacts
  readonly locale: string | null
  readonly expiresAt: string
}

/** What a session keeps of its launch. */
export interface LaunchFacts {
  readonly messageType: Launch['messageType']
  readonly resourceLinkId: string | null
  /** Which of our links was opened. */
  readonly link: 'ladder' | 'check-in' | 'coursework' | 'checkpoint'
  readonly activityId: string | null
  readonly deepLinking: Launch['deepLinking']
  /** Submission review: whose (`sub`). */
  readonly forUser: string | null
  /** Why nothing that is done here counts: a tutor with a learner's eyes, a test user, somebody whom the VLE calls no learner. */
  readonly looking: 'staff' | 'test-user' | 'guest' | null
  readonly frameOrigins: readonly string[]
  readonly returnUrl: string | null
  /** `tool_platform.version`; absent in sessions of before it was kept. */
  readonly platformVersion?: string | null
}

/** One hand-in. The one with the highest number counts; all are kept. */
export interface Submission {
  readonly id: string
  readonly activityId: string
  readonly personId: string
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly url: string | null
  /** Ids. */
  readonly files: readonly string[]
  readonly submittedAt: string
}

/** What a learner wrote and did not hand in yet, as it was typed. */
export interface WorkDraft extends Pick<Submission, 'activityId' | 'personId' | 'text' | 'files'> {
  readonly url: string
  readonly savedAt: string
}

/** Whether hand-ins to an activity are marked. */
export interface Marking {
  readonly activityId: string
  readonly courseId: string
  /** Points; `null`: no longer marked. */
  readonly maximum: number | null
  readonly setAt: string
  readonly setBy: string | null
}

/** What a tutor made of one hand-in. The one with the highest number counts. */
export interface Mark {
  readonly submissionId: string
  /** From 1. */
  readonly number: number
  readonly score: number
  readonly maximum: number
  readonly feedback: string | null
  readonly markedAt: string
  readonly markedBy: string
}

/** What a file is handed in for. */
export type FilePurpose = 'coursework' | 'evidence'

/** `loose`: arrived, and nobody took it yet. `going`: given up, its bytes are being removed. Both are swept. */
export type FileStanding = 'loose' | 'draft' | 'handed-in' | 'going'

/** What is known of a file once it is whole. */
export interface FileFacts {
  readonly id: string
  /** Safe to show and to save under: no folders, no control characters, an ending that fits what it is. */
  readonly name: string
  /** A media type, by content. */
  readonly type: string
  /** Bytes. */
  readonly size: number
  /** Hexadecimal. */
  readonly sha256: string
}

/** A file of a person in a course. */
export interface FileRecord extends FileFacts {
  readonly courseId: string
  readonly personId: string
  readonly purpose: FilePurpose
  readonly standing: FileStanding
  /** Since when it stands so. */
  readonly since: string
}

export interface EvidenceRecord {
  readonly id: string
  readonly courseId: string
  readonly personId: string
  readonly state: 'submitted' | 'accepted' | 'returned' | 'declined'
  readonly ownPractice: string
  readonly institution: string | null
  /** https addresses. */
  readonly links: readonly string[]
  /** What of it the learner wants shown to anybody in the credential. */
  readonly shared: readonly EvidencePart[]
  /** Who is to review it next, while it is `submitted`. */
  readonly stage: ReviewStage
  /** The credential that was signed with it: from then on `shared` stays as it is. */
  readonly credentialId: string | null
  readonly submittedAt: string
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly feedback: string | null
}

export const EVIDENCE_PARTS = ['own-practice', 'institution', 'links'] as const
export type EvidencePart = (typeof EVIDENCE_PARTS)[number]

/** `second`: somebody accepted it and another person is to look. `disagreement`: two did not agree, and a third decides. */
export type ReviewStage = 'first' | 'second' | 'disagreement'
export type Verdict = 'accepted' | 'returned' | 'declined'

/** How well one line of the rubric is met, in the words of the line as they were then. */
export interface Judgement {
  readonly line: string
  readonly answer: 'yes' | 'partly' | 'no'
  readonly comment: string | null
}

/** What one person thought of a piece of evidence. */
export interface EvidenceReview {
  readonly evidenceId: string
  readonly stage: ReviewStage
  readonly reviewerId: string
  readonly verdict: Verdict
  readonly feedback: string | null
  readonly judgements: readonly Judgement[]
  readonly at: string
}

/** What a learner wrote and did not hand in yet, as it was typed. */
export interface EvidenceDraft {
  readonly courseId: string
  readonly personId: string
  readonly ownPractice: string
  readonly institution: string
  /** An address a line, not checked yet. */
  readonly links: string
  readonly shared: readonly EvidencePart[]
  readonly savedAt: string
}

/** A learner's wish for more time. */
export interface Extension {
  readonly id: string
  readonly courseId: string
  readonly personId: string
  readonly reason: string
  readonly askedAt: string
  readonly state: 'asked' | 'granted' | 'refused'
  /** Granted: until when evidence may be handed in. */
  readonly until: string | null
  readonly decidedAt: string | null
  readonly decidedBy: string | null
  readonly answer: string | null
}

export const NOTICE_KINDS = [
  'evidence-accepted',
  'evidence-returned',
  'evidence-declined',
  'time-granted',
  'time-refused',
  'credential-awarded',
  'credential-withdrawn',
  'evidence-waits',
  'evidence-second',
  'evidence-disagreement',
  'time-asked',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** Something that a person is to know of, told once. */
export interface Notice {
  readonly id: string
  readonly courseId: string
  /** Who is told. */
  readonly personId: string
  readonly kind: NoticeKind
  /** The evidence, the wish for time, or the credential. */
  readonly subjectId: string
  /** Whom it is about, where that is somebody else. */
  readonly aboutId: string | null
  /** A credential's level, or the day that was granted. */
  readonly detail: string | null
  readonly createdAt: string
  readonly readAt: string | null
  /** `none`: nobody wanted one, or none could be sent. `refused`: the address takes none. */
  readonly mail: 'none' | 'waiting' | 'sent' | 'refused'
}

/** When the VLE was last read, and how it went. One row a course, written by the job that ran, not by the refresh itself. */
export interface RefreshRun {
  readonly courseId: string
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly requestedAt: string
  readonly startedAt: string | null
  /** Of the last run that succeeded. */
  readonly succeededAt: string | null
  /** Learners done so far and in all, while running. */
  readonly done: number
  readonly total: number
  /** Code of the last failure, until a run succeeds; retried while a job waits. */
  readonly error: string | null
  readonly errorDetail: string | null
}

/** A fingerprint of what a source last said, person by person, in one row: what makes "nothing changed" cost nothing. */
export interface Snapshot {
  readonly courseId: string
  /** `roster`, or an activity's id. */
  readonly source: string
  /** sub → short hash of what was seen. */
  readonly entries: Readonly<Record<string, string>>
  /** Of a roster: where the platform tells what changed since then, if it does, and when the whole was read last. */
  readonly differences: { readonly url: string; readonly wholeReadAt: string } | null
}

export interface AuditLine {
  readonly at: string
  readonly platformId: string | null
  readonly courseId: string | null
  /** Person, or `null` for the tool itself or the operator. */
  readonly actorId: string | null
  readonly action: AuditAction
  readonly subjectId: string | null
  readonly reason: string | null
  readonly detail: Readonly<Record<string, string | number | null>>
}

export type { ActivityFault, Kind, Participation, Source }
