import type { LevelId } from '../../core/ladder.ts'
import {
  buildCredential,
  type CredentialInput,
  hashIdentity,
  signCredential,
} from '../../openbadges/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { JudgedCourse } from '../judging/course-facts.ts'
import type { Achievement, AuditLine, Credential, Issuer, Person } from '../model.ts'
import type { UnitOfWork } from '../ports.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'
import { achievementInput, ensureAchievements, issuerInput } from './achievements.ts'
import type { Grant } from './grant.ts'
import { ISSUED_LOCALE, whatWasDone } from './narrative.ts'
import { publicUrls } from './urls.ts'

/**
 * Signs and records credentials. Signing comes first and outside the unit of work; then, in one unit, whatever `also`
 * writes, the credentials, their audit lines and the job that puts them into the gradebook. The database lets
 * one live credential per learner, level and course in; a grant that lost the race leaves nothing behind but
 * an unused place on the status list. Answers the ids that were written.
 */
export async function issue(
  deps: Deps,
  judged: JudgedCourse,
  grants: readonly Grant[],
  now: string,
  also: (unit: UnitOfWork) => Promise<void> = async () => {},
): Promise<string[]> {
  const rows = grants.length > 0 ? await sign(deps, judged, grants, now) : []
  const { course } = judged
  const { publishAfterMinutes } = rows.length > 0 ? await deps.store.settings.of(course.id) : DEFAULT_SETTINGS
  const awarded = await deps.store.write(async (unit) => {
    await also(unit)
    if (rows.length === 0) return []
    const written = await unit.credentials.award(rows)
    if (written.length === 0) return []
    const inDatabase = new Set(written)
    await unit.audit.append(
      rows.filter((row) => inDatabase.has(row.id)).map((row) => auditLine(row, course.platformId, grants)),
    )
    const options = { key: course.id, delaySeconds: publishAfterMinutes * 60 }
    await unit.jobs.send('publish', { courseId: course.id }, options)
    return written
  })
  deps.meter.add('awards', awarded.length)
  return awarded
}

function auditLine(row: Credential, platformId: string, grants: readonly Grant[]): AuditLine {
  const grant = grants.find((item) => item.personId === row.personId && item.level === row.level)
  return {
    at: row.awardedAt,
    platformId,
    courseId: row.courseId,
    actorId: row.awardedBy,
    action: 'credential.awarded',
    subjectId: row.personId,
    reason: grant?.reason ?? null,
    detail: { credential: row.id, level: row.level, criteriaVersion: row.criteriaVersion },
  }
}

async function sign(
  deps: Deps,
  judged: JudgedCourse,
  grants: readonly Grant[],
  now: string,
): Promise<Credential[]> {
  const { store } = deps
  const { course } = judged
  const issuer = await store.issuers.byId(course.issuerId)
  if (!issuer) throw new AppError('issuer_missing', 500, 'the course names an issuer that does not exist')
  const achievements = await ensureAchievements(deps, judged)
  const people = new Map(
    (await store.people.byIds([...new Set(grants.map((grant) => grant.personId))])).map((person) => [
      person.id,
      person,
    ]),
  )
  const places = (await store.credentials.reserveStatus(issuer.id, grants.length)).values()
  const rows: Credential[] = []
  for (const grant of grants) {
    const person = people.get(grant.personId)
    const place = places.next().value
    if (!person || !place) continue
    deps.meter.add('signatures', 1)
    rows.push(await signOne(deps, judged, { grant, person, issuer, achievements, place, now }))
  }
  // Lowest level first: the database refuses a level whose lower one is not there.
  const rank = new Map(deps.ladder.levels.map((level, index) => [level.id, index]))
  return rows.sort((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0))
}

async function signOne(
  deps: Deps,
  judged: JudgedCourse,
  work: {
    grant: Grant
    person: Person
    issuer: Issuer
    achievements: ReadonlyMap<LevelId, Achievement>
    place: { listId: string; index: number }
    now: string
  },
): Promise<Credential> {
  const { grant, person, issuer, achievements, place, now } = work
  const achievement = achievements.get(grant.level)
  if (!achievement) throw new AppError('level_missing', 500, 'the ladder has no such level')
  const below = [...achievements.values()].find((item) => item.id === achievement.belowId) ?? null
  const urls = publicUrls(deps.toolUrl)
  const id = deps.random.uuid()
  const salt = deps.random.token(32)
  const recipient = recipientOf(person)
  const issuedAt = `${now.slice(0, 19)}Z`
  // A tutor's reason is for the record; the public sentence says only that a tutor confirmed it.
  const narrative =
    grant.by && !grant.approves
      ? deps.words(ISSUED_LOCALE, 'issued.narrative.by-hand')
      : whatWasDone(deps.words, grant.progress, grant.level)
  const subjectId = `urn:uuid:${deps.random.uuid()}`
  const input: CredentialInput = {
    id: urls.credential(id),
    ob2Id: urls.assertion(id),
    subjectId,
    recipient: { type: recipient.type, identityHash: hashIdentity(recipient.value, salt), salt },
    issuer: issuerInput(deps.toolUrl, issuer),
    achievement: achievementInput(deps, achievement, below),
    validFrom: issuedAt,
    validUntil: null,
    narrative,
    status: { listUrl: urls.statusList(place.listId), index: place.index },
  }
  const document = await signCredential(
    buildCredential(input),
    await deps.issuerKeys.current(issuer.id),
    issuedAt,
  )
  return {
    id,
    achievementId: achievement.id,
    courseId: judged.course.id,
    personId: person.id,
    level: grant.level,
    state: 'live',
    criteriaVersion: achievement.criteriaVersion,
    narrative,
    awardedAt: issuedAt,
    awardedBy: grant.by,
    expiresAt: null,
    withdrawnAt: null,
    withdrawnReason: null,
    statusListId: place.listId,
    statusIndex: place.index,
    subjectId,
    recipientType: recipient.type,
    recipientHash: input.recipient.identityHash,
    salt,
    document: JSON.stringify(document),
    offeredAt: null,
    publishedAt: null,
    retractedAt: null,
    undone: null,
  }
}

/** The identifier a verifier can ask the person for: email first. Everything works with `sub` alone. */
function recipientOf(person: Person): { type: Credential['recipientType']; value: string } {
  if (person.email) return { type: 'emailAddress', value: person.email.toLowerCase() }
  if (person.sourcedId) return { type: 'sourcedId', value: person.sourcedId }
  return { type: 'systemId', value: person.sub }
}
