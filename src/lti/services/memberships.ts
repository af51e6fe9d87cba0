import { z } from 'zod'
import { addQuery } from '../http/url.ts'
import { quirksOf } from '../platforms/index.ts'
import { normaliseRoles } from '../roles.ts'
import { SCOPE } from '../scopes.ts'
import type { Member, Registration, Role } from '../types.ts'
import { identifier, object, strings, text } from '../values.ts'
import { pages } from './paging.ts'
import { shaped } from './reply.ts'
import type { Request } from './request.ts'

const MEDIA_TYPE = 'application/vnd.ims.lti-nrps.v2.membershipcontainer+json'

/** Different roles of which the meaning is kept while a roster is read. */
const MOST_ROLES = 100

const NONE: readonly string[] = []

/** Members are read one by one: a copy of each would be most of what a large roster costs in memory. */
const container = z.looseObject({ members: z.array(z.unknown()) })

/**
 * The members of a course, page by page (NRPS 2.0 §2). The address is used as it was given: Moodle's may hold `rlid`, and
 * with `limit` its next pages lose the role filter, so everybody is asked for and nothing is added.
 */
export function memberships(
  request: Request,
  registration: Registration,
  url: string,
  { onDifferences }: { readonly onDifferences?: (url: string) => void } = {},
): AsyncGenerator<Member[]> {
  const rolesOf = remembered(quirksOf(registration).roleNames ?? {})
  const parse = (json: unknown) =>
    shaped(container, json, 'membership container').members.flatMap(
      (member) => read(object(member), rolesOf) ?? [],
    )
  return pages(request, { url, scopes: [SCOPE.membership], accept: MEDIA_TYPE }, parse, onDifferences)
}

/** Who may open a link (NRPS 2.0 §3, `rlid`), where a quirk says that it tells more. */
export function membersOfLink(
  request: Request,
  registration: Registration,
  url: string,
  resourceLinkId: string,
): AsyncGenerator<Member[]> | null {
  if (!quirksOf(registration).namesByLink) return null
  return memberships(request, registration, addQuery(url, { rlid: resourceLinkId }))
}

/** A member without an id cannot be told from another and is left out. */
function read(
  member: Readonly<Record<string, unknown>>,
  rolesOf: (roles: readonly string[]) => readonly Role[],
): Member | null {
  const sub = identifier(member.user_id)
  if (sub === null) return null
  return {
    sub,
    name: text(member.name),
    givenName: text(member.given_name),
    familyName: text(member.family_name),
    email: text(member.email),
    sourcedId: text(member.lis_person_sourcedid),
    roles: rolesOf(typeof member.roles === 'string' ? [member.roles] : strings(member.roles)),
    active: isActive(member.status),
    groups: groupsOf(member.group_enrollments),
  }
}

/** Of thousands of members nearly all have one of a few roles: what a single one means is worked out once. */
function remembered(names: Readonly<Record<string, Role>>): (roles: readonly string[]) => readonly Role[] {
  const known = new Map<string, readonly Role[]>()
  return (roles) => {
    const [only] = roles
    if (only === undefined || roles.length > 1) return normaliseRoles(roles, names)
    const found = known.get(only) ?? normaliseRoles(roles, names)
    if (known.size < MOST_ROLES) known.set(only, found)
    return found
  }
}

function groupsOf(enrolments: unknown): readonly string[] {
  if (!Array.isArray(enrolments)) return NONE
  return enrolments.flatMap((one) => identifier(object(one).group_id) ?? [])
}

/** `Active` where nothing is said (§2.2); the vocabulary's URI is taken as well as the short name. */
function isActive(status: unknown): boolean {
  return typeof status !== 'string' || status === '' || /(?:^|[#:/])active$/i.test(status)
}
