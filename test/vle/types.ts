import type { JWK } from 'jose'

/** The platforms whose habits the reference VLE can put on. */
export type BehaviourName = 'moodle' | 'canvas' | 'blackboard' | 'brightspace' | 'sakai'

export type CourseRole =
  | 'Learner'
  | 'Instructor'
  | 'TeachingAssistant'
  | 'Administrator'
  | 'Mentor'
  | 'TestUser'

/** An LTI tool as the administrator of the VLE registered it. */
export interface Tool {
  readonly id: string
  name: string
  clientId: string
  deploymentId: string
  /** Where a login starts (`initiate_login_uri`). */
  loginUrl: string
  redirectUris: string[]
  jwksUrl: string
  /** `target_link_uri` of links that name no address of their own. */
  launchUrl: string
  deepLinkUrl: string
  scopes: string[]
  /** Whether names, emails and usernames are shared with the tool; `delegate`: each link says, so the roster does for a link alone. */
  privacy: 'always' | 'never' | 'delegate'
  /** Sent with every launch, `$Variables` expanded. */
  custom: Record<string, string>
  /** Registered by itself it waits until an administrator activates it. Left out: active. */
  state?: 'pending' | 'active'
  /** Courses whose tutors have switched it on; `null` or left out: it is on in all. */
  courses?: string[] | null
}

export interface User {
  readonly id: string
  username: string
  givenName: string
  familyName: string
  email: string
  /** Number in the student record system (`lis.person_sourcedid`); may be empty. */
  sourcedId: string
  /** Of the whole site: an administrator may enter every course. */
  role: 'Administrator' | null
}

export interface Course {
  readonly id: string
  label: string
  title: string
  sourcedId: string
  /** ISO 8601, or `null` for no such limit. */
  startsAt: string | null
  endsAt: string | null
  /** Courses that this one was copied from, the latest first. */
  history: string[]
}

export interface Enrolment {
  courseId: string
  userId: string
  role: CourseRole
  suspended: boolean
}

/** A group of a course's members. */
export interface Group {
  readonly id: string
  courseId: string
  name: string
  tag: string | null
  /** Name of the set that it belongs to. */
  set: string | null
  members: string[]
}

/** An activity of the VLE's own, which no LTI tool can see. */
export interface Activity {
  readonly id: string
  courseId: string
  kind: 'quiz' | 'forum' | 'assignment'
  title: string
  /** Users who completed it by the VLE's own rules. */
  completed: Record<string, true>
}

/** A resource link placed in a course. */
export interface Link {
  readonly id: string
  courseId: string
  toolId: string
  title: string
  text: string
  url: string
  custom: Record<string, string>
  /** Hidden, and refusing to launch, until this activity is complete for the person. */
  gatedBy: string | null
  /** Links that this one was copied from, the latest first. */
  history: string[]
}

/** That a tool shows one learner's work from the gradebook (Submission Review 1.0). */
export interface SubmissionReview {
  /** `null`: the link's own address. */
  readonly url: string | null
  readonly custom: Readonly<Record<string, string>>
}

/** A column of the gradebook; one of a tool (`toolId`) is a line item, one of an activity is the VLE's own. */
export interface Column {
  readonly id: string
  courseId: string
  label: string
  scoreMaximum: number
  toolId: string | null
  linkId: string | null
  activityId: string | null
  resourceId: string | null
  tag: string | null
  startDateTime: string | null
  endDateTime: string | null
  /** Its grades are those of this activity, computed by the VLE. */
  calculation: string | null
  /** What the tool announced with its line item; `null`: nothing to look at. */
  submissionReview: SubmissionReview | null
}

export interface Grade {
  /** `null`: given once and cleared. */
  score: number | null
  comment: string | null
  /** Milliseconds since the epoch of the last change. */
  timestamp: number
  /** Who gave it: `tool` or a user's id. */
  by: string
  locked: boolean
}

export interface StoredKey {
  readonly kid: string
  readonly privateJwk: JWK
}

/** Everything a VLE remembers, as plain JSON. Sessions and tokens are not kept. */
export interface VleData {
  readonly version: 1
  sequence: number
  /** Newest first; the first one signs. */
  keys: StoredKey[]
  tools: Tool[]
  users: User[]
  courses: Course[]
  enrolments: Enrolment[]
  activities: Activity[]
  links: Link[]
  groups: Group[]
  columns: Column[]
  /** By column, then by user. */
  grades: Record<string, Record<string, Grade>>
  /** Submissions that scores have made (Canvas), by `column/user`. */
  submissions: Record<string, number>
}

export type ServiceName =
  | 'auth'
  | 'token'
  | 'jwks'
  | 'memberships'
  | 'lineitems'
  | 'results'
  | 'scores'
  | 'groups'
  | 'deep-link'
  | 'web-service'
  | 'configuration'
  | 'registration'

/** One request that a service answered. */
export interface LogEntry {
  readonly service: ServiceName
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly status: number
  /** Milliseconds since the epoch. */
  readonly at: number
}

/** What the place for a tool's content takes. Change the fields at any time; the next request sees them. */
export interface ContentPlace {
  acceptTypes: string[]
  acceptMultiple: boolean
  /** `null`: it does not say. */
  acceptLineItem: boolean | null
  /** Links keep their address and lose their custom fields. */
  dropCustom: boolean
}

/** Moodle's own web services, which an administrator sets up beside LTI. Change the fields at any time; the next request sees them. */
export interface WebService {
  enabled: boolean
  /** The functions that a token may call, by token. */
  tokens: Record<string, string[]>
  /** Courses that the token's user may not enter. */
  closedCourses: string[]
  /** Whether the token's user may see what others did. */
  mayView: boolean
  /** Activities without completion. */
  untracked: string[]
  /** Complete without the pass that was asked for, by `activity/user`. */
  failed: string[]
}

/** What a platform can do wrong. Change the fields at any time; the next request sees them. */
export interface Faults {
  /** Nothing answers: connections are cut. */
  down: boolean
  jwksDown: boolean
  /** For how many milliseconds a tool's key set, once fetched, is used and no newer one is asked for. */
  keepKeysMs: number
  /** Answer this status instead of working. */
  tokenStatus: number | null
  membershipsStatus: number | null
  /** For the differences of a roster alone. */
  differencesStatus: number | null
  lineItemsStatus: number | null
  resultsStatus: number | null
  scoresStatus: number | null
  webServiceStatus: number | null
  registrationStatus: number | null
  /** Answer 403 to requests of these paths. */
  refuse: ((path: string) => boolean) | null
  /** `Retry-After` in seconds, sent with every status above. */
  retryAfter: number | null
  /** Wait before each service answers. */
  slowMs: number
  /** These answer 200 with a page to sign in, as behind a proxy that wants people. */
  signInPages: ServiceName[]
  /** How far the clock behind `Date` is ahead, in milliseconds. */
  dateOffsetMs: number
  /** The administrator withdrew these scopes. */
  dropScopes: string[]
  /** So many service requests (not token, not JWKS) answer 503 before things work again. */
  failNext: number
  /** So many service requests are carried out, but their answers never arrive. */
  loseReplies: number
}

export const AGS = 'https://purl.imsglobal.org/spec/lti-ags/scope/'
export const NRPS_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'

/** Of the groups service, which a tool must ask for by itself. */
export const GROUPS_SCOPE = 'https://purl.imsglobal.org/spec/lti-gs/scope/contextgroup.readonly'

/** The scopes that this VLE gives to every tool. */
export const SCOPES: readonly string[] = [
  `${AGS}lineitem`,
  `${AGS}lineitem.readonly`,
  `${AGS}result.readonly`,
  `${AGS}score`,
  NRPS_SCOPE,
]
