/** Reads one large roster in a process of its own, twice, and says what that took. Started by `roster.ts`. */

import { refreshCourse } from '../src/app/reading/refresh.ts'
import { readConfig } from '../src/config.ts'
import { assembleTool } from '../src/tool.ts'
import type { Reading, RosterSettings } from './roster.ts'

const { dataDir, platform, membershipsUrl, warmUpUrl } = JSON.parse(process.argv[2] ?? '') as RosterSettings
const tool = await assembleTool(
  readConfig({ DATA_DIR: dataDir, ALLOW_PRIVATE_PLATFORMS: 'true', LOG_LEVEL: 'silent' }),
)
/** A course of a platform of its own. */
async function courseAt(id: string, url: string): Promise<string> {
  await tool.store.platforms.save({
    ...platform,
    id,
    name: 'Platform',
    clientId: id,
    family: null,
    status: 'approved',
    deploymentIds: ['1'],
  })
  const { course } = await tool.store.courses.upsert({
    id,
    platformId: id,
    deploymentId: '1',
    contextId: '2',
    label: null,
    title: 'Large',
    endsAt: null,
    membershipsUrl: url,
    lineItemsUrl: null,
    scopes: [],
    issuerId: tool.deps.defaultIssuerId,
    guid: null,
  })
  return course.id
}
const courseId = await courseAt('measured', membershipsUrl)
// The first token costs a key pair.
await tool.deps.lti.jwks()
// A tool that runs has read rosters before: its code is compiled.
const earlier = await courseAt('earlier', warmUpUrl)
for (let reading = 0; reading < 2; reading += 1) await refreshCourse(tool.deps, earlier)

let rss = 0
let heap = 0
const sample = () => {
  const used = process.memoryUsage()
  rss = Math.max(rss, used.rss)
  heap = Math.max(heap, used.heapUsed)
}
// To look costs a tenth of a millisecond: seldom enough to be no part of what is measured.
const sampling = setInterval(sample, 20)
const timed = async () => {
  const start = performance.now()
  await refreshCourse(tool.deps, courseId)
  return performance.now() - start
}
const first = await timed()
const again = await timed()
clearInterval(sampling)
sample()
process.send?.({ first, again, rss, heap } satisfies Reading)
await tool.close()
process.disconnect?.()
