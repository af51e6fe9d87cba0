import type { Site } from '../site.ts'
import type { Tool } from '../types.ts'

/** Addresses of the services, as a tool is told them. `type_id` names the tool, as in Moodle. */
export const urls = {
  auth: (site: Site) => `${site.url}/auth`,
  token: (site: Site) => `${site.url}/token`,
  jwks: (site: Site) => `${site.url}/jwks`,
  lineItems: (site: Site, courseId: string, tool: Tool) =>
    `${site.url}/services/${courseId}/lineitems?type_id=${tool.id}`,
  lineItem: (site: Site, courseId: string, columnId: string, query: string) =>
    `${site.url}/services/${courseId}/lineitems/${columnId}/lineitem${query}`,
  groups: (site: Site, courseId: string) => `${site.url}/services/CourseSection/${courseId}/groups`,
  groupSets: (site: Site, courseId: string) => `${site.url}/services/CourseSection/${courseId}/groupsets`,
  memberships: (site: Site, courseId: string, tool: Tool) =>
    `${site.url}/services/CourseSection/${courseId}/bindings/${tool.id}/memberships`,
}
