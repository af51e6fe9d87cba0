import type { Claims } from '../behaviours/types.ts'
import type { PendingLaunch, Site } from '../site.ts'
import {
  AGS,
  type Column,
  type Course,
  type CourseRole,
  GROUPS_SCOPE,
  type Link,
  NRPS_SCOPE,
  type Tool,
  type User,
} from '../types.ts'
import { urls } from './urls.ts'
import { customClaim } from './variables.ts'

const LTI = 'https://purl.imsglobal.org/spec/lti/claim/'
const LIS = 'http://purl.imsglobal.org/vocab/lis/v2/'

const ROLES: Readonly<Record<CourseRole, readonly string[]>> = {
  Learner: [`${LIS}membership#Learner`],
  Instructor: [`${LIS}membership#Instructor`],
  // A non-editing teacher is an Instructor at launch, whatever the roster says.
  TeachingAssistant: [`${LIS}membership#Instructor`],
  Mentor: [`${LIS}membership#Mentor`],
  // Canvas's student view.
  TestUser: [`${LIS}membership#Learner`, 'http://purl.imsglobal.org/vocab/lti/system/person#TestUser'],
  Administrator: [
    `${LIS}institution/person#Administrator`,
    `${LIS}membership#Instructor`,
    `${LIS}system/person#Administrator`,
  ],
}

/** The scopes a tool holds today. */
export const grantedScopes = (site: Site, tool: Tool) =>
  tool.scopes.filter((scope) => !site.faults.dropScopes.includes(scope))

interface Facts {
  readonly site: Site
  readonly launch: PendingLaunch
  readonly tool: Tool
  readonly user: User
  readonly course: Course
  readonly link: Link | null
  readonly role: CourseRole
  readonly columns: readonly Column[]
}

function personClaims({ tool, user }: Facts): Claims {
  if (tool.privacy === 'never') return { [`${LTI}ext`]: { lms: 'reference-vle' } }
  return {
    given_name: user.givenName,
    family_name: user.familyName,
    name: `${user.givenName} ${user.familyName}`,
    [`${LTI}ext`]: { user_username: user.username, lms: 'reference-vle' },
    email: user.email,
  }
}

/** `lineitem` is there only when the link has one column: with two Moodle leaves it out. */
function lineItemOf({ site, course, tool, columns }: Facts): string | null {
  const [only, second] = columns
  return only && !second ? urls.lineItem(site, course.id, only.id, `?type_id=${tool.id}`) : null
}

function serviceClaims(facts: Facts, custom: Record<string, string | null>): Claims {
  const { site, course, tool, link } = facts
  const claims: Claims = {}
  const scope = grantedScopes(site, tool)
  const grades = scope.filter((one) => one.startsWith(AGS))
  if (grades.length > 0) {
    const hijacked = site.behaviour.customHijacksLineItem ? custom.lineitem_url : null
    const lineitem = hijacked ?? lineItemOf(facts)
    const endpoint = { scope: grades, lineitems: urls.lineItems(site, course.id, tool) }
    claims['https://purl.imsglobal.org/spec/lti-ags/claim/endpoint'] = lineitem
      ? { ...endpoint, lineitem }
      : endpoint
  }
  if (scope.includes(GROUPS_SCOPE)) {
    claims['https://purl.imsglobal.org/spec/lti-gs/claim/groupsservice'] = {
      context_groups_url: urls.groups(site, course.id),
      context_group_sets_url: urls.groupSets(site, course.id),
      scope: [GROUPS_SCOPE],
      service_versions: ['1.0'],
    }
  }
  const placed = site.model.links(course.id).some((other) => other.toolId === tool.id)
  if (scope.includes(NRPS_SCOPE) && (link || placed || !site.behaviour.rosterNeedsLink)) {
    claims['https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice'] = {
      context_memberships_url: urls.memberships(site, course.id, tool),
      service_versions: ['1.0', '2.0'],
    }
  }
  return claims
}

function resourceLinkClaims(
  { site, launch, course, link, user, tool, columns }: Facts,
  returnUrl: string,
): Claims {
  const forUser = launch.review ? { [`${LTI}for_user`]: { user_id: launch.review.userId } } : {}
  if (!link) return { ...forUser, [`${LTI}launch_presentation`]: { locale: 'en' } }
  const claims: Claims = {
    ...forUser,
    [`${LTI}resource_link`]: {
      title: link.title,
      description: link.text,
      id: launch.review && site.behaviour.reviewNamesCourse ? course.id : link.id,
    },
    [`${LTI}launch_presentation`]: { locale: 'en', document_target: launch.target, return_url: returnUrl },
  }
  if (columns.length > 0) {
    const data = { instanceid: link.id, userid: user.id, typeid: tool.id, courseid: course.id }
    claims['https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome'] = {
      lis_result_sourcedid: JSON.stringify({ data }),
      lis_outcome_service_url: `${site.url}/service`,
    }
  }
  return claims
}

const messageType = ({ link, launch }: Facts) => {
  if (launch.review) return 'LtiSubmissionReviewRequest'
  return link ? 'LtiResourceLinkRequest' : 'LtiDeepLinkingRequest'
}

/** All the claims of a launch but the ones about time and deep linking. `returnUrl` holds the person's sesskey. */
export function launchClaims(facts: Facts, returnUrl: string): Claims {
  const { site, launch, tool, user, course, link, role, columns } = facts
  const { behaviour } = site
  const memberships = urls.memberships(site, course.id, tool)
  const own = launch.review ? columns[0]?.submissionReview?.custom : undefined
  const custom = customClaim({
    ...facts,
    own: own ?? {},
    tellsHistory: behaviour.tellsHistory,
    lineItem: lineItemOf(facts),
    lineItems: urls.lineItems(site, course.id, tool),
    memberships,
  })
  const services = serviceClaims(facts, custom)
  const withUrls = behaviour.name === 'moodle' ? { ...custom, context_memberships_url: memberships } : custom
  const claims: Claims = {
    iss: site.issuer,
    aud: tool.clientId,
    [`${LTI}deployment_id`]: tool.deploymentId,
    [`${LTI}target_link_uri`]: facts.launch.targetLinkUri,
    sub: user.id,
    [`${LTI}lis`]: { person_sourcedid: user.sourcedId, course_section_sourcedid: course.sourcedId },
    [`${LTI}roles`]: [...ROLES[role]],
    [`${LTI}context`]: { id: course.id, label: course.label, title: course.title, type: ['CourseSection'] },
    [`${LTI}message_type`]: messageType(facts),
    ...resourceLinkClaims(facts, returnUrl),
    ...personClaims(facts),
    [`${LTI}tool_platform`]: {
      product_family_code: behaviour.family,
      version: behaviour.version,
      guid: site.guid,
      name: site.title,
      description: 'The reference VLE',
    },
    [`${LTI}version`]: '1.3.0',
    [`${LTI}custom`]: withUrls,
    ...services,
  }
  behaviour.decorate(claims, { url: site.url, tool, user, course, link, columns: facts.columns })
  return claims
}
