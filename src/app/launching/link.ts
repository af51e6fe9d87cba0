import type { Launch } from '../../lti/types.ts'
import type { AuditAction } from '../audit-actions.ts'
import type { AuditLine, Course, CourseActivity, LaunchFacts } from '../model.ts'

/** Custom fields of the links that deep linking makes. */
export const LINK_FIELD = 'ladder_link'
export const ACTIVITY_FIELD = 'ladder_activity'
export const LADDER_LINKED = 'ladder.linked' satisfies AuditAction

/** Which of our links was opened: as it says itself, else as its activity is. */
export function linkOf(launch: Launch, activity: CourseActivity | null): LaunchFacts['link'] {
  const link = linkField(launch, LINK_FIELD) ?? activity?.source
  return link === 'check-in' || link === 'coursework' || link === 'checkpoint' ? link : 'ladder'
}

/** The activity that the link names, of this course or, where the link was copied, of another. */
export const namedActivity = (launch: Launch) => linkField(launch, ACTIVITY_FIELD)

/** A link says what it is in its custom fields and again in its address: some platforms drop the first, some the second. */
function linkField({ custom, targetLinkUri }: Launch, name: string): string | null {
  return custom[name] ?? new URL(targetLinkUri).searchParams.get(name)
}

/** The record that the course has a link to “My credentials”. */
export function ladderLinked(course: Course, actorId: string | null, at: string): AuditLine {
  return {
    at,
    platformId: course.platformId,
    courseId: course.id,
    actorId,
    action: LADDER_LINKED,
    subjectId: null,
    reason: null,
    detail: {},
  }
}
