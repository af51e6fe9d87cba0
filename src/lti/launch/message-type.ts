import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { MessageType } from '../types.ts'

const TYPES: readonly MessageType[] = [
  'LtiResourceLinkRequest',
  'LtiDeepLinkingRequest',
  'LtiSubmissionReviewRequest',
]

/** `message_type` is one the tool has an answer to (LTI 1.3 core §5.3.1). */
export function checkMessageType(claims: Claims): MessageType {
  const value = claims[CLAIM.messageType]
  if (value === undefined) throw new LtiError('message_type_missing', 'the message names no type')
  const type = TYPES.find((one) => one === value)
  if (type === undefined)
    throw new LtiError('message_type_unknown', 'the tool does not know this type of message')
  return type
}
