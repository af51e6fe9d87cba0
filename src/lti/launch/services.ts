import { CLAIM, type Claims } from '../claims.ts'
import type { GradeServices, GroupServices, Launch } from '../types.ts'
import { httpUrl, object, strings } from '../values.ts'

/** The membership service (NRPS 2.0 §3.6.1). Moodle leaves it out of deep linking in a course without links of the tool. */
export function readMemberships(claims: Claims): Launch['memberships'] {
  const url = httpUrl(object(claims[CLAIM.namesRoleService]).context_memberships_url)
  return url === null ? null : { url }
}

/** The grade services (AGS 2.0 §3.1). With two line items on one link Moodle names no `lineitem`. */
export function readGrades(claims: Claims): GradeServices | null {
  const endpoint = object(claims[CLAIM.endpoint])
  const lineItems = httpUrl(endpoint.lineitems)
  const lineItem = httpUrl(endpoint.lineitem)
  return lineItems === null && lineItem === null
    ? null
    : { lineItems, lineItem, scopes: strings(endpoint.scope) }
}

/** The groups service (Course Groups 1.0 §3.4); few platforms offer it. */
export function readGroups(claims: Claims): GroupServices | null {
  const service = object(claims[CLAIM.groupsService])
  const groups = httpUrl(service.context_groups_url)
  const groupSets = httpUrl(service.context_group_sets_url)
  return groups === null ? null : { groups, groupSets, scopes: strings(service.scope) }
}
