/** Launches of the reference VLE as the LTI library hands them on: verified, and without a browser in between. */
import type { Platform } from '../../src/app/model.ts'
import type { Launch, Role } from '../../src/lti/types.ts'
import type { Link, Tool, User, Vle } from '../vle/index.ts'
import { NRPS_SCOPE } from '../vle/types.ts'

/** What is particular about one launch; any claim may be replaced. */
export interface Occasion extends Partial<Launch> {
  /** Another course than the stage's own. */
  readonly courseId?: string
  /** The link of this title is opened: its custom fields and its line item come along. */
  readonly link?: string
}

export interface Place {
  readonly vle: Vle
  readonly registered: Tool
  readonly platform: Platform
  readonly toolUrl: string
  readonly courseId: string
}

const ROLES: Readonly<Record<string, Role>> = {
  Learner: 'learner',
  Instructor: 'instructor',
  TeachingAssistant: 'instructor',
  Administrator: 'administrator',
}

export function launchOf(place: Place, user: User | null, occasion: Occasion): Launch {
  const { vle, registered, platform, toolUrl } = place
  const { courseId = place.courseId, link: title, ...changes } = occasion
  const course = vle.course(courseId)
  if (!course) throw new Error(`the VLE has no course ${courseId}`)
  const link = title === undefined ? null : linkOf(vle, courseId, title)
  const services = `${vle.url}/services`
  const role = user && ROLES[vle.roleOf(courseId, user.id) ?? '']
  return {
    registration: platform,
    deploymentId: registered.deploymentId,
    messageType: 'LtiResourceLinkRequest',
    user: {
      sub: user?.id ?? null,
      name: user && `${user.givenName} ${user.familyName}`,
      givenName: user?.givenName ?? null,
      familyName: user?.familyName ?? null,
      email: user?.email ?? null,
      sourcedId: user?.sourcedId || null,
    },
    roles: role ? [role] : [],
    // The VLE knows administrators of the whole site alone.
    administersInstitution: role === 'administrator',
    context: { id: courseId, label: course.label, title: course.title },
    resourceLink: { id: link?.id ?? '1', title: link?.title ?? null },
    custom: link?.custom ?? {},
    memberships: { url: `${services}/CourseSection/${courseId}/bindings/${registered.id}/memberships` },
    grades: {
      lineItems: `${services}/${courseId}/lineitems?type_id=${registered.id}`,
      lineItem: link && lineItemOf(place, courseId, link),
      scopes: registered.scopes.filter((scope) => scope !== NRPS_SCOPE),
    },
    groups: null,
    deepLinking: null,
    forUser: null,
    locale: 'en',
    returnUrl: null,
    platform: { family: vle.behaviour.family, version: null, guid: null, name: null },
    targetLinkUri: link?.url ?? `${toolUrl}/lti/launch`,
    frameOrigins: [],
    ...changes,
  }
}

export function linkOf(vle: Vle, courseId: string, title: string): Link {
  const link = vle.links(courseId).find((one) => one.title === title)
  if (!link) throw new Error(`the course has no link "${title}"`)
  return link
}

function lineItemOf({ vle, registered }: Place, courseId: string, link: Link): string | null {
  const column = vle.columns(courseId).find((one) => one.linkId === link.id)
  if (!column) return null
  return `${vle.url}/services/${courseId}/lineitems/${column.id}/lineitem?type_id=${registered.id}`
}
