import { refusedByWords } from './generic.ts'
import type { PlatformQuirks } from './quirks.ts'

/**
 * Canvas: a score makes a new submission, and counts as an attempt, unless told otherwise by an extension of its own.
 * Identifiers come as integers or strings, and a concluded course or too many attempts answer 422; both are read for
 * every platform.
 */
export const canvas: PlatformQuirks = {
  scoreExtras: { 'https://canvas.instructure.com/lti/submission': { new_submission: false } },
  scoreRefusal: refusedByWords,
}
