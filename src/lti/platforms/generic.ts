import type { PlatformQuirks, ScoreAnswer, ScoreRefusal } from './quirks.ts'

/** Words that several platforms use for people who left the course. */
const NOT_ENROLLED =
  /not (?:currently )?(?:enrol|a member|in (?:the|this) course)|user (?:could not be|was not|not) found|user does not exist|unknown user/i

/** AGS names no status for a score of someone who left: platforms answer 400, 403, 404 or 422 and say it in words. */
export function refusedByWords({ status, statusText, text }: ScoreAnswer): ScoreRefusal | null {
  const refused = [400, 403, 404, 422].includes(status)
  return refused && NOT_ENROLLED.test(`${statusText} ${text.slice(0, 4096)}`) ? 'user_not_enrolled' : null
}

/** A platform we know nothing particular about. */
export const generic: PlatformQuirks = { scoreRefusal: refusedByWords }
