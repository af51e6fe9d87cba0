/** Reads one large roster in a process of its own, twice, and says what that took. Started by `roster.ts`. */

import { refreshCourse } from '../src/app/reading/refresh.ts'
import { readConfig } from '../src/config.ts'
import { assembleTool } from '../src/tool.ts'
import type { Reading, RosterSettings } from './roster.ts'

const { dataDir, platform, membershipsUrl } = JSON.parse(process.argv[2] ?? '') as RosterSettings
const tool = await assembleTool(
  readConfig({ DATA_DIR: dataDir, ALLOW_PRIVATE_PLATFORMS: 'true', LOG_LEVEL: 'silent' }),
)
await tool.store.platforms.save({
  ...platform,
  id: 'platform',
  name: 'Platform',
  clientId: 'client',
  family: null,
  status: 'approved',
  deploymentIds: ['1'],
})
const { course } = await tool.store.courses.upsert({
  id: 'course',
  platformId: 'platform',
  deploymentId: '1',
  contextId: '2',
  label: null,
  title: 'Large',
  endsAt: null,
  membershipsUrl,
  lineItemsUrl: null,
  scopes: [],
  issuerId: tool.deps.defaultIssuerId,
  guid: null,
})
// The first token costs a key pair.
await tool.deps.lti.jwks()

let rss = 0
let heap = 0
const sample = () => {
  const used = process.memoryUsage()
  rss = Math.max(rss, used.rss)
  heap = Math.max(heap, used.heapUsed)
}
const sampling = setInterval(sample, 5)
const timed = async () => {
  const start = performance.now()
  await refreshCourse(tool.deps, course.id)
  return performance.now() - start
}
const first = await timed()
const again = await timed()
clearInterval(sampling)
sample()
process.send?.({ first, again, rss, heap } satisfies Reading)
await tool.close()
process.disconnect?.()
