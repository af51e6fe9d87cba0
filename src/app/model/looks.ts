/** How badges look. */
import type { LevelId } from '../../core/ladder.ts'

/** What a course has of its own; what it leaves open is the issuer's. */
export interface CourseLook {
  readonly courseId: string
  /** `#rrggbb` */
  readonly colour: string | null
  /** Whether the issuer's logo stands on the badges. */
  readonly showLogo: boolean
  /** Hashes of pictures in place of the drawing. */
  readonly art: Readonly<Partial<Record<LevelId, string>>>
  readonly savedBy: string | null
  readonly savedAt: string
}

/** All that a badge's image is made of. Fixed when its achievement is made. */
export interface Look {
  readonly level: string
  readonly course: string
  readonly issuer: string
  readonly colour: string | null
  readonly logo: string | null
  readonly art: string | null
}

/** An achievement's image as it was first shown: from then on it is that, to the byte. */
export interface Drawing {
  /** SHA-256 of the look's text, as hexadecimal. */
  readonly hash: string
  readonly png: Buffer
  readonly svg: string
}
