import { CLAIM, type Claims } from '../claims.ts'
import { LtiError } from '../errors.ts'
import type { Launch, MessageType } from '../types.ts'
import { identifier, object, text } from '../values.ts'

/** `resource_link` (LTI 1.3 core §5.3.5): its id is required where a resource link is launched. */
export function readResourceLink(claims: Claims, type: MessageType): Launch['resourceLink'] {
  const link = object(claims[CLAIM.resourceLink])
  const id = identifier(link.id)
  if (id !== null) return { id, title: text(link.title) }
  if (type === 'LtiResourceLinkRequest') {
    throw new LtiError('resource_link_missing', 'the message names no resource link')
  }
  return null
}
