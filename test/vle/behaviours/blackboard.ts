import { plain } from './moodle.ts'
import type { Behaviour } from './types.ts'

export const blackboard: Behaviour = {
  ...plain,
  name: 'blackboard',
  family: 'BlackboardLearn',
  version: '3900.98.0',
  loginMethod: 'GET',
  deepLinkData: true,
  userFilterDropsComments: true,
  htmlComments: true,
  unknownUser: { status: 400, body: { status: 400, message: 'User could not be found' } },
  decorate(claims, { link }) {
    if (!link) return
    const claim = 'https://purl.imsglobal.org/spec/lti/claim/custom'
    const custom = (claims[claim] ?? {}) as Record<string, unknown>
    // Of a copied course this names the links that it was copied from; of any other it is empty.
    claims[claim] = { ...custom, 'custom_resourcelink.id.history': link.history.join(',') }
  },
}
