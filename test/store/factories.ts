import type {
  Achievement,
  Course,
  CourseActivity,
  Credential,
  Issuer,
  Platform,
  ProgressRow,
  RosterEntry,
} from '../../src/app/model.ts'
import type { Repositories } from '../../src/app/ports.ts'
import { LEVEL_IDS, type LevelId } from '../../src/core/ladder.ts'
import type { Outcome } from '../../src/core/progress.ts'
import type { LoginState } from '../../src/lti/types.ts'
import { random } from './support.ts'

export const loginState = (state: string): LoginState => ({
  state,
  nonce: 'n',
  registrationId: 'r',
  targetLinkUri: 'https://tool.test',
  browserHash: 'h',
  storageTarget: null,
  deploymentId: null,
  expiresAt: 1_800_000_000_000,
})

export const ISSUER: Issuer = {
  id: 'issuer',
  name: 'Prifysgol Enghraifft',
  url: 'https://example.test',
  email: null,
  description: null,
  logo: null,
  colour: null,
  savedAt: null,
}

export function platform(change: Partial<Platform> = {}): Platform {
  const id = random.uuid()
  return {
    id,
    name: 'VLE',
    status: 'approved',
    issuer: `https://${id}.test`,
    clientId: 'client',
    authUrl: 'https://vle.test/auth',
    tokenUrl: 'https://vle.test/token',
    jwksUrl: 'https://vle.test/jwks',
    tokenAudience: null,
    family: null,
    deploymentIds: ['1'],
    ...change,
  }
}

export function course(platformId: string, change: Partial<Course> = {}): Course {
  const id = random.uuid()
  return {
    id,
    platformId,
    deploymentId: '1',
    contextId: id,
    label: 'C1',
    title: 'Course',
    endsAt: null,
    membershipsUrl: 'https://vle.test/members',
    lineItemsUrl: 'https://vle.test/items',
    scopes: ['a'],
    issuerId: ISSUER.id,
    guid: null,
    ...change,
  }
}

export function member(sub: string, change: Partial<RosterEntry> = {}): RosterEntry {
  return {
    sub,
    name: `Name ${sub}`,
    email: `${sub}@example.test`,
    sourcedId: null,
    role: 'learner',
    active: true,
    ...change,
  }
}

export function activity(courseId: string, change: Partial<CourseActivity> = {}): CourseActivity {
  return {
    id: random.uuid(),
    courseId,
    title: 'Week 1',
    kind: 'attendance',
    source: 'check-in',
    fault: null,
    lineItemUrl: null,
    state: 'active',
    position: 1,
    gate: null,
    moduleId: null,
    ...change,
  }
}

export function progressRow(
  personId: string,
  outcome: Outcome,
  change: Partial<ProgressRow> = {},
): ProgressRow {
  const evaluation = {
    type: 'attended',
    outcome,
    reason: { code: 'attended', have: 1 },
    children: [],
  } as const
  return {
    personId,
    progress: { levels: [{ level: 'completed', outcome, blockedBy: null, evaluation }] },
    criteriaVersion: 1,
    flagged: [],
    proposed: [],
    computedAt: '2026-11-23T10:00:00.000Z',
    ...change,
  }
}

/** A platform with one course, its people by sub, and an achievement for each level. */
export async function world(on: Repositories, subs: readonly string[] = ['ann', 'ben']) {
  await on.issuers.save(ISSUER)
  const vle = await on.platforms.save(platform())
  const { course: here } = await on.courses.upsert(course(vle.id))
  await on.people.saveRoster(
    here,
    subs.map((sub) => member(sub)),
  )
  const ids = await on.people.idsBySub(vle.id, subs)
  const levels = await on.credentials.achievements(LEVEL_IDS.map((level) => achievement(here.id, level)))
  const person = (sub: string): string => ids.get(sub) ?? `nobody:${sub}`
  /** A live credential, ready to be awarded. */
  const credential = async (
    sub: string,
    level: LevelId,
    change: Partial<Credential> = {},
  ): Promise<Credential> => {
    const [place] = await on.credentials.reserveStatus(ISSUER.id, 1)
    const of = levels.find((each) => each.level === level)
    return credentialRow({
      courseId: here.id,
      personId: person(sub),
      level,
      achievementId: of?.id ?? '',
      statusListId: place?.listId ?? '',
      statusIndex: place?.index ?? -1,
      ...change,
    })
  }
  return { vle, course: here, person, credential, levels }
}

export function achievement(
  courseId: string,
  level: LevelId,
  change: Partial<Achievement> = {},
): Achievement {
  return {
    id: random.uuid(),
    courseId,
    level,
    criteriaVersion: 1,
    courseTitle: 'Course',
    issuerId: ISSUER.id,
    name: level,
    description: 'Described',
    criteriaNarrative: 'Criteria',
    belowId: null,
    edition: 1,
    look: '{}',
    ...change,
  }
}

export function credentialRow(
  change: Partial<Credential> & Pick<Credential, 'courseId' | 'personId' | 'achievementId'>,
): Credential {
  const id = random.uuid()
  return {
    id,
    level: 'completed',
    state: 'live',
    criteriaVersion: 1,
    narrative: 'Attended 4 of 4',
    awardedAt: '2026-11-23T10:00:00.000Z',
    awardedBy: null,
    expiresAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    statusListId: '',
    statusIndex: 0,
    subjectId: `urn:uuid:${id}`,
    recipientType: 'emailAddress',
    recipientHash: 'sha256$00',
    salt: 'salt',
    document: `{"id":"${id}"}`,
    offeredAt: null,
    publishedAt: null,
    retractedAt: null,
    undone: null,
    withdrawnCause: null,
    replacedBy: null,
    renewedBy: null,
    reissuedAt: null,
    ...change,
  }
}
