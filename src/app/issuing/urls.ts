import type { LevelId } from '../../core/ladder.ts'

/** The public addresses that stand in issued documents. They must never change once a badge is out. */
export function publicUrls(toolUrl: string) {
  return {
    credential: (id: string) => `${toolUrl}/credentials/${id}`,
    achievement: (id: string) => `${toolUrl}/achievements/${id}`,
    achievementImage: (id: string) => `${toolUrl}/achievements/${id}.png`,
    issuer: (id: string) => `${toolUrl}/issuers/${id}`,
    assertion: (id: string) => `${toolUrl}/ob2/assertions/${id}`,
    badgeClass: (id: string) => `${toolUrl}/ob2/badges/${id}`,
    ob2Issuer: (id: string) => `${toolUrl}/ob2/issuers/${id}`,
    statusList: (id: string) => `${toolUrl}/status/${id}`,
  }
}
export type PublicUrls = ReturnType<typeof publicUrls>

/** `resourceId` and `tag` of the gradebook column that shows a level. */
export const LEVEL_COLUMN_TAG = 'credential-ladder-level'
export const levelResourceId = (level: LevelId): string => `credential-ladder-${level}`
/** `tag` of columns that belong to an activity; their `resourceId` is the activity's id. */
export const ACTIVITY_COLUMN_TAG = 'credential-ladder-activity'
