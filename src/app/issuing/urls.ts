import type { LevelId } from '../../core/ladder.ts'
import type { SubmissionReview } from '../../lti/types.ts'

/** The public addresses that stand in issued documents. They must never change once a badge is out. */
export function publicUrls(toolUrl: string) {
  return {
    credential: (id: string) => `${toolUrl}/credentials/${id}`,
    achievement: (id: string) => `${toolUrl}/achievements/${id}`,
    achievementImage: (id: string) => `${toolUrl}/achievements/${id}.png`,
    picture: (hash: string) => `${toolUrl}/pictures/${hash}.png`,
    issuer: (id: string) => `${toolUrl}/issuers/${id}`,
    tokenKey: (issuerId: string, keyId: string) => `${toolUrl}/issuers/${issuerId}/keys/${keyId}`,
    assertion: (id: string) => `${toolUrl}/ob2/assertions/${id}`,
    badgeClass: (id: string) => `${toolUrl}/ob2/badges/${id}`,
    ob2Issuer: (id: string) => `${toolUrl}/ob2/issuers/${id}`,
    refresh: (id: string) => `${toolUrl}/credentials/${id}/refresh`,
    revocationList: (issuerId: string) => `${toolUrl}/status/revoked/${issuerId}`,
    statusList: (id: string) => `${toolUrl}/status/${id}`,
  }
}
export type PublicUrls = ReturnType<typeof publicUrls>

/** `resourceId` and `tag` of the gradebook column that shows a level. */
export const LEVEL_COLUMN_TAG = 'credential-ladder-level'
export const levelResourceId = (level: LevelId): string => `credential-ladder-${level}`
/** `tag` of columns that belong to an activity; their `resourceId` is the activity's id. */
export const ACTIVITY_COLUMN_TAG = 'credential-ladder-activity'

/** Every state of a learner's work opens their page from the gradebook. `toolUrl`: for a column without a link of its own. */
export function submissionReview(toolUrl?: string): SubmissionReview {
  const reviewableStatus = ['InProgress', 'Submitted', 'Completed'] as const
  return toolUrl === undefined ? { reviewableStatus } : { reviewableStatus, url: `${toolUrl}/lti/launch` }
}
