import type { RequestHandler } from 'express'
import type { Site } from '../site.ts'
import { type CourseRole, NRPS_SCOPE, type Tool, type User } from '../types.ts'
import { accepts, caller, numberOf, refuse, reply } from './guard.ts'

const TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'
const MEMBERSHIP = 'http://purl.imsglobal.org/vocab/lis/v2/membership#'

/** A role as rosters of this platform tell it. */
function rosterRole(site: Site, role: CourseRole): string {
  if (role === 'TeachingAssistant') return site.behaviour.assistantInRoster
  return role === 'Administrator' ? 'Instructor' : role
}

const named = (tool: Tool, user: User) =>
  tool.privacy === 'never'
    ? {}
    : {
        name: `${user.givenName} ${user.familyName}`,
        given_name: user.givenName,
        family_name: user.familyName,
        email: user.email,
        ext_user_username: user.username,
      }

/** `GET …/memberships` (NRPS 2.0 §2). */
export function memberships(site: Site): RequestHandler {
  return (req, res) => {
    if (!accepts(site, req, res, TYPE)) return
    const known = caller(site, req, res, [NRPS_SCOPE])
    if (!known) return
    const { tool, course } = known
    const { rlid, role } = req.query
    const link = typeof rlid === 'string' ? site.model.link(rlid) : null
    if (typeof rlid === 'string' && (link?.courseId !== course.id || link.toolId !== tool.id)) {
      return refuse(req, res, 404, `Not Found: LTI link ${rlid} doesn't exist`)
    }
    const wanted = typeof role === 'string' ? role.replace(MEMBERSHIP, '') : null
    const all = site.model.members(course.id)
    const chosen = wanted === null ? all : all.filter((one) => rosterRole(site, one.role) === wanted)
    const limit = numberOf(req.query.limit) || null
    const from = numberOf(req.query.from) ?? 0
    const url = `${site.url}${req.path}`
    if (limit !== null && from + limit < chosen.length) {
      const query = new URLSearchParams({ limit: String(limit), from: String(from + limit) })
      if (link) query.set('rlid', link.id)
      // Moodle forgets the filter here, so that the second page holds everybody.
      if (wanted !== null && !site.behaviour.nextDropsRole) query.set('role', String(role))
      res.set('Link', `<${url}?${query}>; rel="next"`)
    }
    const members = chosen.slice(from, limit === null ? undefined : from + limit).map((member) => {
      const short = rosterRole(site, member.role)
      return {
        status: 'Active',
        roles: [site.behaviour.shortRoles ? short : `${MEMBERSHIP}${short}`],
        ...(link
          ? {
              message: [
                { 'https://purl.imsglobal.org/spec/lti/claim/message_type': 'LtiResourceLinkRequest' },
              ],
            }
          : {}),
        user_id: member.user.id,
        lis_person_sourcedid: member.user.sourcedId,
        ...named(tool, member.user),
      }
    })
    const context = { id: course.id, label: course.label, title: course.title }
    reply(site, res, 200, TYPE, { id: url, context, members })
  }
}
