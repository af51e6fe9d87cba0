import { latest } from '../../core/instant.ts'
import { LtiError } from '../../lti/index.ts'
import type { LineItem, ServiceClient } from '../../lti/types.ts'
import type { Arrival } from '../contract/sources.ts'
import type { Deps } from '../deps.ts'
import type { Course, CourseActivity } from '../model.ts'
import { faultOf } from './columns.ts'
import { servicesOf } from './services.ts'

/** Whether grades arrive in a column that others grade: the line item and its results as they are now. Nothing is written, here or there. */
export async function readArrival(deps: Deps, course: Course, activity: CourseActivity): Promise<Arrival> {
  const { lineItemsUrl } = course
  if (!lineItemsUrl) return unreadable('no-gradebook')
  try {
    const client = await servicesOf(deps, course)
    const item = await find(client, lineItemsUrl, activity)
    return item ? await graded(client, item) : unreadable('gone')
  } catch (error) {
    if (!(error instanceof LtiError)) throw error
    const fault = faultOf(error.code)
    return fault === 'gone' || fault === 'refused' || fault === 'scope-missing'
      ? unreadable(fault, error.detail.scope)
      : unreadable('away')
  }
}

/** By its address; a column whose making was cut short has told the tool none yet. */
async function find(client: ServiceClient, url: string, activity: CourseActivity): Promise<LineItem | null> {
  const items = await client.lineItems(url)
  const isIt = ({ id, resourceId }: LineItem) => id === activity.lineItemUrl || resourceId === activity.id
  return items.find(isIt) ?? null
}

async function graded(client: ServiceClient, { id, scoreMaximum: maximum }: LineItem): Promise<Arrival> {
  let learners = 0
  const times: string[] = []
  for await (const page of client.results(id)) {
    for (const { score, timestamp } of page) {
      if (score === null) continue
      learners += 1
      if (timestamp !== null) times.push(timestamp)
    }
  }
  if (learners === 0) return { state: 'none-yet', maximum }
  return { state: 'arriving', learners, newest: latest(times) ?? null, maximum }
}

function unreadable(
  why: Extract<Arrival, { state: 'unreadable' }>['why'],
  scope: string | null = null,
): Arrival {
  return { state: 'unreadable', why, scope }
}
