import type { JWK } from 'jose'
import type { DiagnosisRequest, Probe } from './diagnosis/types.ts'
import type { DynamicRegistration } from './registration/types.ts'

export type { DiagnosisRequest, Probe }

/** A tool's registration with a platform (OIDC client), as LTI 1.3 core §3.1 and the security framework §3 name it. */
export interface Registration {
  readonly id: string
  /** Compared to the character. */
  readonly issuer: string
  readonly clientId: string
  readonly authUrl: string
  readonly tokenUrl: string
  readonly jwksUrl: string
  /** `aud` of the client assertion where it is not the token URL (Brightspace). */
  readonly tokenAudience: string | null
  /** `tool_platform.product_family_code` as last seen, lower case; picks the quirks. */
  readonly family: string | null
  /** Known deployments; none: the first that launches becomes one. */
  readonly deploymentIds: readonly string[]
}

/** A login under way: used up by one atomic delete (`takeState`). */
export interface LoginState {
  readonly state: string
  readonly nonce: string
  readonly registrationId: string
  readonly targetLinkUri: string
  /** SHA-256, base64url, of the secret that the browser holds in its cookie or in the platform's storage. */
  readonly browserHash: string
  /** `lti_storage_target` of the login request; `null` when the platform offers no storage. */
  readonly storageTarget: string | null
  /** Deployment named at login, if any. */
  readonly deploymentId: string | null
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /**
   * There once the launch came without a cookie and our page asks the platform's storage: whether the platform's own page
   * sent that launch. Such a state is known to that page alone.
   */
  readonly vouched?: boolean
}

/** What the library needs remembered. Each method is atomic. */
export interface LtiStore {
  /** Approved registrations of an issuer, narrowed by client id where the platform named one. */
  registrations(issuer: string, clientId: string | null): Promise<Registration[]>
  saveState(state: LoginState): Promise<void>
  /** Looks without using up (what is refused costs nobody their login), and for the registration, `null` where it is gone or no longer approved. */
  peekState(state: string): Promise<{ login: LoginState; registration: Registration | null } | null>
  /** Deletes and returns: of many callers exactly one gets it. */
  takeState(state: string): Promise<LoginState | null>
}

/** The tool's own signing keys (RS256). */
export interface ToolKeys {
  /** Private JWK with `kid`. */
  current(): Promise<JWK>
  /** Public JWKs to publish, newest first. */
  published(): Promise<JWK[]>
}

/** Milliseconds since the epoch. */
export type Clock = () => number
/** The guarded fetch: same shape as the global one. */
export type Fetch = typeof globalThis.fetch

export type Role = 'learner' | 'instructor' | 'administrator' | 'mentor' | 'test-user'

export interface LtiUser {
  /** `null`: an anonymous launch. */
  readonly sub: string | null
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly email: string | null
  /** `lis.person_sourcedid`. */
  readonly sourcedId: string | null
}

export interface GradeServices {
  readonly lineItems: string | null
  readonly lineItem: string | null
  readonly scopes: readonly string[]
}

/** LTI Course Groups Service 1.0 §3.4. */
export interface GroupServices {
  readonly groups: string
  readonly groupSets: string | null
  readonly scopes: readonly string[]
}

export interface DeepLinkingSettings {
  readonly returnUrl: string
  readonly data: string | null
  readonly acceptTypes: readonly string[]
  readonly acceptMultiple: boolean
  readonly acceptLineItem: boolean
}

export type MessageType = 'LtiResourceLinkRequest' | 'LtiDeepLinkingRequest' | 'LtiSubmissionReviewRequest'

/** A verified launch: every claim checked, every vocabulary normalised. */
export interface Launch {
  readonly registration: Registration
  readonly deploymentId: string
  readonly messageType: MessageType
  readonly user: LtiUser
  readonly roles: readonly Role[]
  /** An administrator by a role of the institution or of the platform, not of the context alone. */
  readonly administersInstitution: boolean
  readonly context: {
    readonly id: string
    readonly label: string | null
    readonly title: string | null
  } | null
  readonly resourceLink: { readonly id: string; readonly title: string | null } | null
  /** Keys in lower case; values the platform left unexpanded (`$…`) are absent. */
  readonly custom: Readonly<Record<string, string>>
  readonly memberships: { readonly url: string } | null
  readonly grades: GradeServices | null
  readonly groups: GroupServices | null
  readonly deepLinking: DeepLinkingSettings | null
  /** Submission review: whose submission (`for_user.user_id`). */
  readonly forUser: string | null
  readonly locale: string | null
  readonly returnUrl: string | null
  readonly platform: {
    readonly family: string | null
    readonly version: string | null
    readonly guid: string | null
    readonly name: string | null
  }
  readonly targetLinkUri: string
  /** Origins that may show the tool in a frame: of the authorisation URL, the return URL, the deep-linking return URL. */
  readonly frameOrigins: readonly string[]
}

/** One member of the course (NRPS 2.0 §2.2). */
export interface Member {
  readonly sub: string
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly email: string | null
  readonly sourcedId: string | null
  readonly roles: readonly Role[]
  readonly active: boolean
  /** Ids of the groups they are in, where the platform tells (Course Groups 1.0 §3.3). */
  readonly groups: readonly string[]
}

/** A group of a course (Course Groups 1.0 §3.1). */
export interface ContextGroup {
  readonly id: string
  readonly name: string
  readonly tag: string | null
  readonly setId: string | null
}

export interface ContextGroupSet {
  readonly id: string
  readonly name: string
}

/** AGS 2.0 §3.2. */
export interface LineItem {
  readonly id: string
  readonly label: string
  readonly scoreMaximum: number
  readonly resourceId: string | null
  readonly tag: string | null
  readonly resourceLinkId: string | null
}

/** What a line item is made of (AGS 2.0 §3.2). Times are ISO 8601. */
export interface NewLineItem {
  readonly label: string
  readonly scoreMaximum: number
  readonly resourceId: string
  readonly tag: string
  readonly resourceLinkId?: string
  readonly startDateTime?: string
  readonly endDateTime?: string
  readonly submissionReview?: SubmissionReview
}

/** AGS 2.0 §3.3. A cleared grade has `score: null`. */
export interface Result {
  readonly userId: string
  readonly score: number | null
  readonly maximum: number | null
  readonly comment: string | null
  /** ISO 8601 UTC, where the platform tells. */
  readonly timestamp: string | null
}

/** AGS 2.0 §3.4. */
export interface Score {
  readonly userId: string
  /** Both are left out where there is no grade yet. */
  readonly scoreGiven?: number
  readonly scoreMaximum?: number
  /** Plain text: platforms show markup escaped. */
  readonly comment: string
  /** ISO 8601. Repeating a score with the same timestamp changes nothing, which makes a repeat after a crash harmless. */
  readonly timestamp: string
  readonly activityProgress: 'Initialized' | 'Started' | 'InProgress' | 'Submitted' | 'Completed'
  /** Anything but `FullyGraded` takes the grade away again on Moodle. */
  readonly gradingProgress: 'FullyGraded' | 'Pending' | 'PendingManual' | 'Failed' | 'NotReady'
  /** When the learner worked on it, ISO 8601. */
  readonly submission?: { readonly startedAt?: string; readonly submittedAt?: string }
  /** Who gave the score: a user of the platform's. */
  readonly scoringUserId?: string
}

/** A score that is taken back. */
export type ClearedScore = Pick<Score, 'userId' | 'scoreMaximum' | 'comment' | 'timestamp'>

/** The services of one registration, for background work: no live launch is needed. Errors are `LtiError`. */
export interface ServiceClient {
  /** Pages of members; the next page is asked for before the current one is given out. */
  memberships(
    url: string,
    options?: {
      /** Told where to ask for what changes from now on, if the platform offers it (`rel="differences"`, NRPS 2.0 §2.4.2). */
      readonly onDifferences?: (url: string) => void
    },
  ): AsyncIterable<Member[]>
  /** Those who may open a link, with names that the whole roster kept back; `null` where the platform tells nothing more that way. */
  membersOfLink(url: string, resourceLinkId: string): AsyncIterable<Member[]> | null
  lineItems(url: string, filter?: { resourceId?: string; tag?: string }): Promise<LineItem[]>
  lineItem(url: string): Promise<LineItem>
  createLineItem(url: string, item: NewLineItem): Promise<LineItem>
  /** Changes the label where it differs, and nothing else: Moodle makes 0 of missing grades when the maximum changes. */
  renameLineItem(url: string, label: string): Promise<LineItem>
  /** `userId`: of this user alone. */
  results(lineItemUrl: string, filter?: { userId?: string }): AsyncIterable<Result[]>
  /** `same`: the platform already had this or a later score (409), so nothing was changed. */
  postScore(lineItemUrl: string, score: Score): Promise<'posted' | 'same'>
  /** Takes the score of one user away again; `same` as with `postScore`. Moodle drops the comment along with the grade. */
  clearScore(lineItemUrl: string, score: ClearedScore): Promise<'posted' | 'same'>
  /** `userId`: only groups that this user is in. */
  groups(url: string, filter?: { userId?: string }): AsyncIterable<ContextGroup[]>
  groupSets(url: string): AsyncIterable<ContextGroupSet[]>
}

/** Lets the platform's gradebook open one learner's work in the tool (Submission Review 1.0 §3). Platforms that do not know it leave it alone. */
export interface SubmissionReview {
  readonly reviewableStatus: readonly Score['activityProgress'][]
  readonly label?: string
  /** Where to, if it is not the resource link's own address. */
  readonly url?: string
  readonly custom?: Readonly<Record<string, string>>
}

/** A content item for the deep-linking response (Deep Linking 2.0 §3.2: ltiResourceLink). */
export interface LinkItem {
  readonly title: string
  readonly text?: string
  readonly url: string
  readonly custom: Readonly<Record<string, string>>
  readonly lineItem?: {
    readonly label: string
    readonly scoreMaximum: number
    readonly resourceId: string
    readonly tag: string
    readonly submissionReview?: SubmissionReview
  }
}

/** What a deep-linking response says besides its links (Deep Linking 2.0 §4.5.1); a platform may show it, and need not. */
export interface DeepLinkingWords {
  readonly message?: string
  readonly errorMessage?: string
  /** For the platform's log. */
  readonly errorLog?: string
}

/** A cookie to set: always HttpOnly, Secure, SameSite=None, Partitioned, Path=/lti. */
export interface LoginCookie {
  readonly name: string
  readonly value: string
  readonly maxAgeSeconds: number
}

/** Where the platform keeps values for its tools: frame `target` of the page around, reached at `origin` only, under `key`. */
export interface StoragePlace {
  readonly target: string
  readonly origin: string
  readonly key: string
}

/** What a login answers. */
export interface LoginOutcome {
  readonly redirectTo: string
  readonly cookie: LoginCookie
  /**
   * Where the platform offers storage: unless the browser is known to keep cookies, a page puts `value` there
   * (`lti.put_data`; LTI Client Side postMessages, Platform Storage) and then goes to `redirectTo`, answer or not.
   */
  readonly storage: (StoragePlace & { readonly value: string }) | null
}

export type LaunchOutcome =
  /** Verified and bound to this browser, by its `cookie`, which is used up: clear it; `null`: by the platform's storage. */
  | { readonly type: 'launched'; readonly launch: Launch; readonly cookie: string | null }
  /**
   * No cookie came back and the platform offers storage: a page of ours reads it (`lti.get_data`) and posts `state`, the
   * same `id_token` and the value as `proof`, empty when there was no answer. `state` is a new one and the first is used
   * up, so one launch opens one session whichever way it ends.
   */
  | (StoragePlace & {
      readonly type: 'get-storage'
      readonly state: string
      /** Who may show that page in a frame. */
      readonly frameOrigins: readonly string[]
    })
  /** No cookie and no proof, but the platform's own page sent the launch: offer a button that opens a new window. Verified, state used up. */
  | { readonly type: 'new-window'; readonly launch: Launch }

/** The tool's side of LTI 1.3. Every method throws `LtiError` and nothing else for bad input. */
export interface LtiTool {
  /** OIDC third-party initiated login (security framework §5.1.1). */
  login(params: Readonly<Record<string, unknown>>): Promise<LoginOutcome>
  /** The authentication response (§5.1.1.3): `params` is the posted form, `origin` the request's Origin header. */
  launch(request: {
    readonly params: Readonly<Record<string, unknown>>
    readonly cookies: Readonly<Record<string, string>>
    readonly origin: string | null
  }): Promise<LaunchOutcome>
  jwks(): Promise<{ keys: JWK[] }>
  /** Signed message for the return URL's `JWT` field (Deep Linking 2.0 §4.5.2). */
  deepLinkResponse(
    registration: Registration,
    deploymentId: string,
    settings: DeepLinkingSettings,
    items: readonly LinkItem[],
    words?: DeepLinkingWords,
  ): Promise<string>
  services(registration: Registration, scopes: readonly string[]): ServiceClient
  readonly registration: DynamicRegistration
  /** Origins and token endpoints whose last answers were failures; what is not named works as far as is known. */
  circuits(): readonly Circuit[]
  /** Whether a platform gives the tool what it needs, one answer for each thing; reads, and writes nothing. */
  diagnose(registration: Registration, asked: DiagnosisRequest): Promise<Probe[]>
}

/** How a platform's services, or its token endpoint, are spared while they are down. */
export interface Circuit {
  /** Of the services; of a token endpoint the whole address. */
  readonly origin: string
  /** `open`: nothing is sent until `nextTryAt`; `probing`: one request is out to see; `closed`: failures, but too few to stop. */
  readonly state: 'closed' | 'open' | 'probing'
  /** In a row. */
  readonly failures: number
  /** When it was left alone, in milliseconds since the epoch. */
  readonly since: number | null
  readonly nextTryAt: number | null
  /** Code of the last failure. */
  readonly lastError: string | null
}

export interface LtiToolOptions {
  readonly store: LtiStore
  readonly keys: ToolKeys
  readonly fetch: Fetch
  readonly clock: Clock
  /** base64url of so many random bytes. */
  readonly random: (bytes: number) => string
  /** `https://tool` without a trailing slash. The redirect URI is `{toolUrl}/lti/launch`. */
  readonly toolUrl: string
  /** Waits between tries; tests pass one that does not wait. */
  readonly sleep?: (milliseconds: number) => Promise<void>
}
