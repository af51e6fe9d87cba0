/** Courses, and which are copies of others. */

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
  /** Where its groups are told; absent or `null`: nowhere. */
  readonly groupsUrl?: string | null
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
