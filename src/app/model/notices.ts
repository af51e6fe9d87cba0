/** What people are told, once each. */

export const NOTICE_KINDS = [
  'evidence-accepted',
  'evidence-returned',
  'evidence-declined',
  'time-granted',
  'time-refused',
  'credential-awarded',
  'credential-withdrawn',
  'credential-reissued',
  'credential-ends-in-60',
  'credential-ends-in-14',
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
