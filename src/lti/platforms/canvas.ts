import { refusedByWords } from './generic.ts'
import type { PlatformQuirks } from './quirks.ts'

/**
 * Canvas: a score makes a new submission, and counts as an attempt, unless told otherwise by an extension of its own.
 * Identifiers come as integers or strings, and a concluded course or too many attempts answer 422; both are read for
 * every platform. Its Score documentation says that a score which is `NotReady`, `Failed` or `Pending` is ignored.
 *
 * Registration: all hosted sites share one issuer, and the configuration comes from the school's host. Without a privacy
 * level of its own a tool is told no names, and a navigation entry would stand in every course of the account.
 */
export const canvas: PlatformQuirks = {
  product: 'canvas',
  registration: {
    domains: ['instructure.com', 'canvaslms.com'],
    frameOrigins: ['https://*.instructure.com'],
    placements: {
      LtiResourceLinkRequest: ['course_navigation'],
      LtiDeepLinkingRequest: ['link_selection', 'assignment_selection'],
    },
    toolExtras: { 'https://canvas.instructure.com/lti/privacy_level': 'public' },
    placementExtras: {
      course_navigation: { 'https://canvas.instructure.com/lti/course_navigation/default_enabled': false },
    },
  },
  keepsClearedScores: true,
  scoreExtras: { 'https://canvas.instructure.com/lti/submission': { new_submission: false } },
  scoreRefusal: refusedByWords,
}
