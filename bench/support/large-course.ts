import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CourseActivity } from '../../src/app/model.ts'
import type { ParticipationOf } from '../../src/app/ports.ts'
import { readConfig } from '../../src/config.ts'
import { KINDS } from '../../src/core/activity.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'

export interface LargeCourse {
  readonly tool: Tool
  readonly courseId: string
  readonly activities: readonly CourseActivity[]
  /** The SQLite file. */
  readonly file: string
  close(): Promise<void>
}

const PLATFORM = {
  id: 'platform',
  name: 'Platform',
  status: 'approved',
  issuer: 'https://platform.example',
  clientId: 'client',
  authUrl: 'https://platform.example/auth',
  tokenUrl: 'https://platform.example/token',
  jwksUrl: 'https://platform.example/jwks',
  tokenAudience: null,
  family: null,
  deploymentIds: ['1'],
} as const

/** A course in the product's own database, in which everybody has a record of everything: who did what is the same in every run. */
export async function openLargeCourse(learners: number, activities: number): Promise<LargeCourse> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ladder-criteria-'))
  const tool = await assembleTool(
    readConfig({ DATA_DIR: dataDir, ALLOW_PRIVATE_PLATFORMS: 'true', LOG_LEVEL: 'silent' }),
  )
  const { store } = tool
  await store.platforms.save(PLATFORM)
  const { course } = await store.courses.upsert({
    id: 'course',
    platformId: PLATFORM.id,
    deploymentId: '1',
    contextId: '1',
    label: null,
    title: 'Large',
    endsAt: '2026-12-31T00:00:00.000Z',
    membershipsUrl: null,
    lineItemsUrl: null,
    scopes: [],
    issuerId: tool.deps.defaultIssuerId,
    guid: null,
  })
  await store.criteria.add({
    courseId: course.id,
    version: 1,
    criteria: tool.deps.ladder.defaultCriteria,
    savedBy: null,
    savedAt: '2026-11-01T10:00:00.000Z',
    note: null,
  })
  const made = Array.from({ length: activities }, (_, index) =>
    activityOf(course.id, tool.random.uuid(), index),
  )
  await store.activities.insert(made)
  const chance = dice(7)
  for (let start = 0; start < learners; start += 1000) {
    const subs = Array.from(
      { length: Math.min(1000, learners - start) },
      (_, index) => `learner ${start + index}`,
    )
    await store.people.saveRoster(
      course,
      subs.map((sub) => ({ sub, name: sub, email: null, sourcedId: null, role: 'learner', active: true })),
    )
    const ids = await store.people.idsBySub(PLATFORM.id, subs)
    await store.participation.saveChanged(
      course.id,
      [...ids.values()].flatMap((personId) => made.map(({ id }) => recordOf(id, personId, chance))),
    )
  }
  return {
    tool,
    courseId: course.id,
    activities: made,
    file: join(dataDir, 'credential-ladder.db'),
    async close() {
      await tool.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function activityOf(courseId: string, id: string, position: number): CourseActivity {
  const kind = KINDS[position % KINDS.length] ?? null
  const title = `Activity ${position + 1}`
  return {
    id,
    courseId,
    title,
    kind,
    source: 'column',
    fault: null,
    lineItemUrl: null,
    state: 'active',
    position,
  }
}

/** Half of the scores are whole points, half have a fraction as percentages do. */
function recordOf(activityId: string, personId: string, chance: () => number): ParticipationOf {
  const score = chance() < 0.5 ? Math.floor(chance() * 21) : chance() * 20
  return {
    activityId,
    personId,
    completed: chance() < 0.9,
    score,
    maximum: 20,
    observedAt: '2026-11-01T10:00:00.000Z',
  }
}

/** Chance that repeats: a linear congruential generator (Numerical Recipes). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
