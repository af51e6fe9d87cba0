import { LtiError } from '../errors.ts'
import type { HttpReply } from '../http/send.ts'
import { addSegment } from '../http/url.ts'
import { quirksOf } from '../platforms/index.ts'
import type { ScoreRefusal } from '../platforms/quirks.ts'
import { SCOPE } from '../scopes.ts'
import type { ClearedScore, Registration, Score } from '../types.ts'
import type { Request } from './request.ts'

const MEDIA_TYPE = 'application/vnd.ims.lis.v1.score+json'
const CONFLICT = 409

const WORDS: Readonly<Record<ScoreRefusal, string>> = {
  user_not_enrolled: 'the platform takes no score for this person: not enrolled as a learner',
  grade_locked: 'the grade is locked in the gradebook',
}

/**
 * Sends a score (AGS 2.0 §3.4). 409 means that the platform has this one or a later one. The comment is always sent:
 * without it Moodle erases the earlier one.
 *
 * @throws LtiError `user_not_enrolled`, `grade_locked` or `score_refused`, none of which a repeat will change
 */
export async function postScore(
  request: Request,
  registration: Registration,
  lineItemUrl: string,
  score: Omit<Score, 'scoreGiven'> & { readonly scoreGiven?: number },
): Promise<'posted' | 'same'> {
  const quirks = quirksOf(registration)
  const reason = (reply: HttpReply): ScoreRefusal | null => quirks.scoreRefusal?.(reply) ?? null
  const reply = await request({
    url: addSegment(lineItemUrl, 'scores'),
    method: 'POST',
    scopes: [SCOPE.score],
    contentType: MEDIA_TYPE,
    body: JSON.stringify({
      userId: score.userId,
      timestamp: score.timestamp,
      activityProgress: score.activityProgress,
      gradingProgress: score.gradingProgress,
      scoreGiven: score.scoreGiven === undefined ? undefined : rounded(score.scoreGiven),
      scoreMaximum: score.scoreMaximum,
      comment: quirks.comment?.(score.comment) ?? score.comment,
      submission: score.submission,
      scoringUserId: score.scoringUserId,
      ...quirks.scoreExtras,
    }),
    isFinal: (answer) => answer.status === CONFLICT || reason(answer) !== null,
    refusal: (answer) => refusal(answer, reason(answer)),
  })
  return reply.status === CONFLICT ? 'same' : 'posted'
}

/**
 * Takes a score back. One without `scoreGiven` clears the grade, and `Initialized` says that the activity was reset for this
 * learner (AGS 2.0 §3.4); where a platform keeps the grade all the same it becomes 0.
 *
 * @throws LtiError as `postScore`
 */
export function clearScore(
  request: Request,
  registration: Registration,
  lineItemUrl: string,
  score: ClearedScore,
): Promise<'posted' | 'same'> {
  const cleared = quirksOf(registration).keepsClearedScores
    ? ({ scoreGiven: 0, activityProgress: 'Completed', gradingProgress: 'FullyGraded' } as const)
    : ({ activityProgress: 'Initialized', gradingProgress: 'NotReady' } as const)
  return postScore(request, registration, lineItemUrl, { ...score, ...cleared })
}

/** Three decimals: Canvas shows the tail of 0.1 + 0.2 to learners. */
function rounded(score: number): number {
  return Math.round(score * 1000) / 1000
}

function refusal({ status }: HttpReply, reason: ScoreRefusal | null): LtiError | null {
  if (reason !== null)
    return new LtiError(reason, WORDS[reason], { status: 422, detail: { status: String(status) } })
  // Canvas: no attempts left, or the course is concluded.
  if (status === 422)
    return new LtiError('score_refused', 'the platform takes no score here', { status: 422 })
  return null
}
