import { refusedByWords } from './generic.ts'
import type { PlatformQuirks } from './quirks.ts'

/**
 * Brightspace (D2L): the client assertion is for its authorization server, not for the token URL; a score for someone who
 * left answers 403 or 404 and says so in words.
 */
export const brightspace: PlatformQuirks = {
  product: 'brightspace',
  tokenAudience: 'https://api.brightspace.com/auth/token',
  scoreRefusal: refusedByWords,
}
