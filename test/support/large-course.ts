/** A course of any size, written straight into the database of the real product: for what is counted and what is measured. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Course, CourseActivity } from '../../src/app/model.ts'
import { readConfig } from '../../src/config.ts'
import type { OnStatement } from '../../src/store/index.ts'
import { assembleTool, type Tool } from '../../src/tool.ts'

export interface LargeCourse {
  readonly tool: Tool
  readonly course: Course
  /** Learners who did everything that Completed asks for, and nobody has judged yet. */
  readonly eligible: readonly string[]
  close(): Promise<void>
}

const NOW = '2026-11-23T10:00:00Z'
const SESSIONS = 5

/** @param url of a PostgreSQL database; without it the tool has a SQLite file */
export async function openLargeCourse(options: {
  readonly learners: number
  readonly eligible: number
  readonly url?: string
  readonly onStatement?: OnStatement
}): Promise<LargeCourse> {
  const folder = await mkdtemp(join(tmpdir(), 'ladder-large-'))
  const config = readConfig({
    DATA_DIR: folder,
    PUBLIC_URL: 'https://badges.example.org',
    LOG_LEVEL: 'silent',
    ISSUER_NAME: 'Riverside College',
    SECRET_KEY: 'a secret that only this course has',
    ...(options.url ? { DATABASE_URL: options.url } : {}),
  })
  const { onStatement } = options
  const tool = await assembleTool(config, onStatement ? { onStatement } : {})
  const course = await writeCourse(tool)
  const eligible = await writeLearners(tool, course, options)
  return {
    tool,
    course,
    eligible,
    async close() {
      await tool.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function writeCourse({ store, random, deps }: Tool): Promise<Course> {
  const platform = await store.platforms.save({
    id: random.uuid(),
    name: 'The VLE',
    status: 'approved',
    issuer: 'https://vle.example.org',
    clientId: 'client',
    authUrl: 'https://vle.example.org/auth',
    tokenUrl: 'https://vle.example.org/token',
    jwksUrl: 'https://vle.example.org/jwks',
    tokenAudience: null,
    family: null,
    deploymentIds: ['1'],
  })
  const { course } = await store.courses.upsert({
    id: random.uuid(),
    platformId: platform.id,
    deploymentId: '1',
    contextId: 'large',
    label: 'TO-1',
    title: 'Teaching Online',
    endsAt: null,
    membershipsUrl: null,
    lineItemsUrl: null,
    scopes: [],
    issuerId: deps.defaultIssuerId,
    guid: null,
  })
  await store.criteria.add({
    courseId: course.id,
    version: 1,
    criteria: deps.ladder.defaultCriteria,
    savedBy: null,
    savedAt: NOW,
    note: null,
  })
  return course
}

async function writeLearners(
  { store, random }: Tool,
  course: Course,
  { learners, eligible }: { learners: number; eligible: number },
): Promise<string[]> {
  const activity = (position: number, kind: 'attendance' | 'participation'): CourseActivity => ({
    id: random.uuid(),
    courseId: course.id,
    title: kind === 'attendance' ? `Session ${position}` : 'Forum',
    kind,
    source: 'check-in',
    fault: null,
    lineItemUrl: null,
    state: 'active',
    position,
  })
  const activities = [
    ...Array.from({ length: SESSIONS }, (_, index) => activity(index + 1, 'attendance')),
    activity(SESSIONS + 1, 'participation'),
  ]
  await store.activities.insert(activities)
  const subs = Array.from({ length: learners }, (_, index) => `sub-${index}`)
  await store.people.saveRoster(
    course,
    subs.map((sub, index) => ({
      sub,
      name: `Learner ${index}`,
      email: `learner.${index}@example.org`,
      sourcedId: null,
      role: 'learner',
      active: true,
    })),
  )
  const ids = [...(await store.people.idsBySub(course.platformId, subs)).values()]
  const doing = ids.slice(0, eligible)
  const rows = ids.flatMap((personId, index) =>
    (index < eligible ? activities : activities.slice(0, 2)).map(({ id }) => ({
      personId,
      activityId: id,
      completed: true,
      score: null,
      maximum: null,
      observedAt: NOW,
    })),
  )
  await store.participation.saveChanged(course.id, rows)
  return doing
}
