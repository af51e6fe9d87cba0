import { plain } from './moodle.ts'
import type { Behaviour } from './types.ts'

/** Brightspace's authorisation server, which every one of its sites shares. */
export const BRIGHTSPACE_AUDIENCE = 'https://api.brightspace.com/auth/token'

export const brightspace: Behaviour = {
  ...plain,
  name: 'brightspace',
  family: 'desire2learn',
  version: '20.26.11',
  deploymentAtRegistration: false,
  loginMethod: 'GET',
  tokenAudience: () => BRIGHTSPACE_AUDIENCE,
  deepLinkData: true,
  unknownUser: { status: 403, body: 'User in requested score is not enrolled in the org unit' },
}
