/** How the badges of a course look, as administrators see and set it. */
import type { LevelId } from '../../core/ladder.ts'
import type { Visit } from '../contract.ts'
import type { CourseLookChoices } from '../looks/look.ts'
import type { Issuer } from '../model.ts'

/** One level's badge as it would be, as PNG: at 64 pixels, where small print is left out, and at 300. */
export interface Sample {
  readonly level: LevelId
  readonly small: Buffer
  readonly large: Buffer
}

/** Administrators of the course. Errors of all: `not_allowed` 403. */
export interface Looks {
  view(visit: Visit): Promise<{ choices: CourseLookChoices; issuer: Issuer }>
  /** As the badges would be; writes nothing. Errors: `picture_not_found` 404. */
  preview(visit: Visit, choices: CourseLookChoices): Promise<Sample[]>
  /** As the badges of this course would be if its issuer were so; writes nothing. Errors: `picture_not_found` 404. */
  previewIssuer(visit: Visit, issuer: Pick<Issuer, 'name' | 'logo' | 'colour'>): Promise<Sample[]>
  /** For what is issued from now on. Errors: `picture_gone` 409 for art that nobody of the platform brought. */
  save(visit: Visit, choices: CourseLookChoices): Promise<void>
  /** Checks art for a level and keeps it for a day, or for good once it is saved. Answers its hash. Errors: `BadgeError` `picture_…`. */
  takeArt(visit: Visit, file: Buffer): Promise<string>
}
