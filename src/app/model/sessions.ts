/** A session belongs to one launch. */
import type { Launch } from '../../lti/types.ts'
import type { CourseRole } from './people.ts'

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
  /** A role of the institution or of the platform makes this an administrator; absent in sessions of before it was kept. */
  readonly administersInstitution?: boolean
  /** `tool_platform.version`; absent in sessions of before it was kept. */
  readonly platformVersion?: string | null
}
