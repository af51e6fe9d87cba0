import type { BehaviourName, Column, Course, CourseRole, Link, Tool, User } from '../types.ts'

/** What a claim maker may know of the launch it adds to. */
export interface LaunchFacts {
  readonly url: string
  readonly tool: Tool
  readonly user: User
  readonly course: Course
  /** `null` in deep linking. */
  readonly link: Link | null
  readonly columns: readonly Column[]
}

export type Claims = Record<string, unknown>

/** Where platforms differ. `moodle.ts` is the whole; the others say only what is not so with them. */
export interface Behaviour {
  readonly name: BehaviourName
  /** `tool_platform.product_family_code`. */
  readonly family: string
  readonly version: string
  /** `iss`, given the address of this site: hosted platforms share one. */
  readonly issuer: (url: string) => string
  /** The OpenID configuration is for holders of a registration token. */
  readonly configurationNeedsToken: boolean
  /** The answer to a registration names a deployment; else it is made later. */
  readonly deploymentAtRegistration: boolean
  /** A tool that registered itself must be switched on in each course. */
  readonly switchedOnInCourse: boolean
  /** How the browser is sent to the tool's login. */
  readonly loginMethod: 'POST' | 'GET'
  /** `lti_storage_target` of the login; `null`: no platform storage. */
  readonly storageTarget: string | null
  /** Attributes of the VLE's own session cookie. */
  readonly sessionCookie: string
  /** `aud` wanted in a client assertion, given the token URL. */
  readonly tokenAudience: (tokenUrl: string) => string
  readonly tokenContentType: string
  /** Only the vendor types of the standards are let in; else `application/json` and any Accept are too. */
  readonly exactMediaTypes: boolean
  /** Content type of a service's reply, given the standard's. */
  readonly replyType: (vendorType: string) => string
  /** Reading line items needs `lineitem.readonly` by name; else `lineitem` lets read as well. */
  readonly readonlyByName: boolean
  /** Status when the token lacks the scope. */
  readonly missingScopeStatus: number
  /** Quote and ampersand of AGS Link headers. */
  readonly linkQuote: readonly [string, string]
  readonly linkAmpersand: string
  /** NRPS roles as short names; else as URIs. */
  readonly shortRoles: boolean
  /** NRPS roles under names of its own. */
  readonly rosterRoles: Readonly<Record<CourseRole, string>> | null
  /** Role of a non-editing teacher in NRPS. */
  readonly assistantInRoster: 'Learner' | 'TeachingAssistant'
  /** Members on a page of the roster for a tool that asks for no number; `null`: all. */
  readonly rosterPage: number | null
  /** Offers what changed in a roster since it was read (NRPS 2.0 §2.4.2). */
  readonly rosterDifferences: boolean
  /** `next` of a roster page forgets `role`. */
  readonly nextDropsRole: boolean
  /** `limit` on Results together with `type_id` answers 404 in HTML. */
  readonly resultsLimitBreaks: boolean
  /** Asking Results for one user leaves the comments out. */
  readonly userFilterDropsComments: boolean
  /** A score that is not `FullyGraded` leaves the grade as it is; else it takes it away. */
  readonly ignoresUngraded: boolean
  /** Comments are HTML: what is kept is what a browser would show of them. */
  readonly htmlComments: boolean
  /** Members of a page of groups. */
  readonly groupPage: number
  /** Ids as numbers in Results, rosters and groups. */
  readonly numericIds: boolean
  /** Minutes east of UTC in which Results tell the time. */
  readonly utcOffsetMinutes: number
  /** Deep linking sends `data`, to be sent back. */
  readonly deepLinkData: boolean
  /** No NRPS claim in deep linking while the course has no link of the tool. */
  readonly rosterNeedsLink: boolean
  /** A score makes a submission unless it says not to, and a concluded course refuses it. */
  readonly submissions: boolean
  /** Submissions after which a score that makes one more is refused. */
  readonly mostAttempts: number
  /** A launch to review a submission names the course as its resource link. */
  readonly reviewNamesCourse: boolean
  /** The login's `target_link_uri` has its query encoded once more than the message's. */
  readonly encodesTargetTwice: boolean
  /** Refusal of a score for somebody who is not a learner here. `null`: Moodle's own. */
  readonly unknownUser: { readonly status: number; readonly body: unknown } | null
  /** `$Context.id.history` and `$ResourceLink.id.history` are filled in. */
  readonly tellsHistory: boolean
  /** Custom fields named `lineitem_url` take over the AGS claim. */
  readonly customHijacksLineItem: boolean
  /** Members that this platform adds to a line item. */
  readonly lineItemExtras: (column: Column, link: Link | null) => Record<string, unknown>
  /** Claims that it adds or takes away. */
  readonly decorate: (claims: Claims, facts: LaunchFacts) => void
}
