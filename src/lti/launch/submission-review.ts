import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { MessageType } from '../types.ts'
import { identifier, object } from '../values.ts'

/** `for_user.user_id` (Submission Review 1.0 §3.2): whose submission is looked at. */
export function readForUser(claims: Claims, type: MessageType): string | null {
  const userId = identifier(object(claims[CLAIM.forUser]).user_id)
  if (userId === null && type === 'LtiSubmissionReviewRequest') {
    throw new LtiError('for_user_missing', 'the message does not say whose submission is reviewed')
  }
  return userId
}
