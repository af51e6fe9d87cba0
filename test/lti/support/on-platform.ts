import type { LineItem, Score, ServiceClient } from '../../../src/lti/index.ts'
import { openStage, type Stage, type StageOptions } from '../../app/stage.ts'
import { GROUPS_SCOPE } from '../../vle/types.ts'

export interface OnPlatform {
  readonly stage: Stage
  readonly client: ServiceClient
  readonly urls: {
    readonly memberships: string
    readonly lineItems: string
    readonly groups: string
    readonly groupSets: string
  }
  /** A column of the tool's own, as the platform makes it. */
  column(): Promise<LineItem>
  /** A full score for a learner that may be sent now, with what is particular about it. */
  score(userId: string, change?: Partial<Score>): Score
  close(): Promise<void>
}

/** The library on a reference VLE that behaves, and misbehaves, as this platform does. */
export async function onPlatform(options: StageOptions): Promise<OnPlatform> {
  const stage = await openStage(options)
  const { vle, registered, tool, platform } = stage
  registered.scopes = [...registered.scopes, GROUPS_SCOPE]
  const course = `${vle.url}/services/CourseSection/2`
  const urls = {
    memberships: `${course}/bindings/${registered.id}/memberships`,
    lineItems: `${vle.url}/services/2/lineitems?type_id=${registered.id}`,
    groups: `${course}/groups`,
    groupSets: `${course}/groupsets`,
  }
  const client = tool.lti.services(platform, registered.scopes)
  let made = 0
  return {
    stage,
    client,
    urls,
    column() {
      made += 1
      const names = { label: 'Badge', resourceId: `badge-${made}`, tag: 'badge' }
      return client.createLineItem(urls.lineItems, { ...names, scoreMaximum: 10 })
    },
    score: (userId, change = {}) => ({
      userId,
      scoreGiven: 10,
      scoreMaximum: 10,
      comment: 'Earned\nhttps://tool.example/credentials/1?a=1&b=2',
      timestamp: new Date(stage.clock.now()).toISOString(),
      activityProgress: 'Completed',
      gradingProgress: 'FullyGraded',
      ...change,
    }),
    close: () => stage.close(),
  }
}
