import type { ServiceClient } from '../../lti/types.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Course } from '../model.ts'

export const NRPS_SCOPE = 'https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly'

/**
 * The services of a course's platform with the scopes that the platform granted: AGS names its scopes in the launch,
 * NRPS has one (NRPS 2.0 §3.6.1.1). Errors: `platform_suspended` 409.
 */
export async function servicesOf(deps: Deps, course: Course): Promise<ServiceClient> {
  const platform = await deps.store.platforms.byId(course.platformId)
  if (platform?.status !== 'approved')
    throw new AppError('platform_suspended', 409, 'the platform is not approved')
  return deps.lti.services(platform, course.membershipsUrl ? [...course.scopes, NRPS_SCOPE] : course.scopes)
}
