import type { ToolProfile } from '../../lti/registration/types.ts'
import { SCOPE } from '../../lti/scopes.ts'

/** What the tool tells a VLE about itself, whichever way it is registered. */
export function toolProfile(toolUrl: string): ToolProfile {
  return {
    name: 'Credential Ladder',
    description:
      'Shows each learner which of the three credentials of a course they have earned, and issues them.',
    logoUrl: `${toolUrl}/assets/logo.svg`,
    custom: {
      // Lets the time for Implemented run from the course's end.
      course_end: '$CourseSection.timeFrame.end',
      // Tell a copied course from a new one.
      context_history: '$Context.id.history',
      link_history: '$ResourceLink.id.history',
    },
    scopes: Object.values(SCOPE),
  }
}
