import type { RequestHandler } from 'express'
import type { Site } from '../site.ts'
import { type CourseRole, GROUPS_SCOPE, type Link, NRPS_SCOPE, type Tool, type User } from '../types.ts'
import { accepts, caller, numberIfOne, numberOf, refuse, reply } from './guard.ts'

const TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#'

/** A role as rosters of this platform tell it. */
function rosterRole(site: Site, role: CourseRole): string {
  if (role === 'TeachingAssistant') return site.behaviour.assistantInRoster
  return role === 'Administrator' ? 'Instructor' : role
}

const named = (tool: Tool, user: User, link: Link | null) =>
  tool.privacy === 'never' || (tool.privacy === 'delegate' && link === null)
    ? {}
    : {
        name: `${user.givenName} ${user.familyName}`,
        given_name: user.givenName,
        family_name: user.familyName,
        email: user.email,
        ext_user_username: user.username,
      }

/** Where a link has a column the roster says so per person, by an older service. */
function basicOutcome(site: Site, link: Link, user: User) {
  if (!site.model.columns(link.courseId).some((column) => column.linkId === link.id)) return {}
  const data = { instanceid: link.id, userid: user.id, typeid: link.toolId }
  return {
    'https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome': {
      lis_result_sourcedid: JSON.stringify({ data }),
      lis_outcome_service_url: `${site.url}/service`,
    },
  }
}

/** Who joined, left or changed since then; whoever left comes as deleted. */
function changedMembers(site: Site, courseId: string, since: number) {
  const members = new Map(site.model.members(courseId).map((member) => [member.user.id, member]))
  return site.model.changedSince(courseId, since).flatMap((id) => {
    const user = site.model.user(id)
    return members.get(id) ?? (user ? [{ user, role: 'Learner' as const, left: true }] : [])
  })
}

/** `GET …/memberships` (NRPS 2.0 §2). */
export function memberships(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, TYPE)) return
    const known = caller(site, req, res, [NRPS_SCOPE])
    if (!known) return
    const { tool, course } = known
    const { rlid, role } = req.query
    const since = numberOf(req.query.since)
    if (since !== null && site.faults.differencesStatus !== null)
      return refuse(req, res, site.faults.differencesStatus, 'These differences are no longer kept')
    const link = typeof rlid === 'string' ? site.model.link(rlid) : null
    if (typeof rlid === 'string' && (link?.courseId !== course.id || link.toolId !== tool.id)) {
      return refuse(req, res, 404, `Not Found: LTI link ${rlid} doesn't exist`)
    }
    const wanted = typeof role === 'string' ? role.replace(MEMBERSHIP, '') : null
    const all = since === null ? site.model.members(course.id) : changedMembers(site, course.id, since)
    const mayOpen = ({ user, role }: { user: User; role: CourseRole }) =>
      !link || role !== 'Learner' || !site.model.isLocked(link.id, user.id)
    const chosen = all
      .filter((one) => wanted === null || rosterRole(site, one.role) === wanted)
      .filter(mayOpen)
    const limit = numberOf(req.query.limit) || site.behaviour.rosterPage
    const from = numberOf(req.query.from) ?? 0
    const url = `${site.url}${req.path}`
    if (limit !== null && from + limit < chosen.length) {
      const query = new URLSearchParams({ limit: String(limit), from: String(from + limit) })
      if (link) query.set('rlid', link.id)
      if (since !== null) query.set('since', String(since))
      // Moodle forgets the filter here, so that the second page holds everybody.
      if (wanted !== null && !site.behaviour.nextDropsRole) query.set('role', String(role))
      res.set('Link', `<${url}?${query}>; rel="next"`)
    } else if (site.behaviour.rosterDifferences) {
      res.set('Link', `<${url}?since=${site.model.changes()}>; rel="differences"`)
    }
    const members = chosen.slice(from, limit === null ? undefined : from + limit).map((member) => {
      const short = rosterRole(site, member.role)
      const { numericIds, rosterRoles, shortRoles } = site.behaviour
      const groups = site.model.groups(course.id).filter((group) => group.members.includes(member.user.id))
      return {
        status: 'left' in member ? 'Deleted' : 'Active',
        roles: [rosterRoles?.[member.role] ?? (shortRoles ? short : `${MEMBERSHIP}${short}`)],
        ...(link
          ? {
              message: [
                {
                  'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest',
                  ...basicOutcome(site, link, member.user),
                },
              ],
            }
          : {}),
        user_id: numericIds ? numberIfOne(member.user.id) : member.user.id,
        lis_person_sourcedid: member.user.sourcedId,
        ...named(tool, member.user, link),
        ...(groups.length > 0 && tool.scopes.includes(GROUPS_SCOPE)
          ? { group_enrollments: groups.map(({ id }) => ({ group_id: id })) }
          : {}),
      }
    })
    const context = { id: course.id, label: course.label, title: course.title }
    reply(site, res, 200, TYPE, { id: url, context, members })
  }
}
