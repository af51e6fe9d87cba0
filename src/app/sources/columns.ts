import type { Arrival, SourceView } from '../contract/sources.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { readArrival } from '../reading/arrival.ts'
import { isGraded } from '../reading/columns.ts'
import { requireStaff } from '../visiting/visit.ts'
import { activityOf, withProduct } from './activity.ts'

export async function column(deps: Deps, visit: Visit, activityId: string): Promise<SourceView> {
  requireStaff(visit)
  return withProduct(deps, visit, await activityOf(deps, visit, activityId, isGraded))
}

export async function arrival(deps: Deps, visit: Visit, activityId: string): Promise<Arrival> {
  requireStaff(visit)
  return readArrival(deps, visit.course, await activityOf(deps, visit, activityId, isGraded))
}
