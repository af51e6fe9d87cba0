import { evaluate } from '../../core/index.ts'
import type { LevelId } from '../../core/ladder.ts'
import {
  buildCredential,
  type CredentialInput,
  hashIdentity,
  type JsonObject,
  readEvidence,
} from '../../openbadges/index.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type JudgedCourse, loadJudgedCourse } from '../judging/course-facts.ts'
import type { Achievement, Credential, Person } from '../model.ts'
import type { Replacement } from '../ports.ts'
import { tell } from '../reviewing/notices.ts'
import { ensureAchievements, inputsOf, issuerInput } from './achievements.ts'
import { awardTime, endOf } from './grant.ts'
import { laterThan } from './later.ts'
import { recipientOf } from './recipient.ts'
import { publicUrls } from './urls.ts'

export interface ReissueOrder {
  readonly reason: string
  /** Who decided; `null`: the operator. */
  readonly by: string | null
  /** When it was really earned, where that was wrong: ISO 8601 to the second. Left out: as it was. */
  readonly awardedAt?: string | null
}

/**
 * Issues credentials anew, with what the course, the issuer, the criteria and the person are called now, and puts each in the place of the
 * one that stood: that one is withdrawn as replaced, and names it. What rests on it stays. An award keeps its time, its words and its
 * evidence, and the criteria that it was judged by, unless the current ones are met as well.
 *
 * Signing comes first; then everything is written in one unit: a process that is killed leaves all as it was. What does not stand any
 * more at that moment is left alone. Answers the new ids.
 */
export async function reissue(
  deps: Deps,
  courseId: string,
  standing: readonly Credential[],
  order: ReissueOrder,
): Promise<string[]> {
  if (standing.length === 0) return []
  const judged = await loadJudgedCourse(deps, courseId)
  const now = isoNow(deps.clock)
  const replacements = await sign(deps, judged, standing, order, now)
  return deps.store.write(async (unit) => {
    const written = await unit.credentials.replace(replacements, order.reason, now)
    if (written.length === 0) return []
    await unit.audit.append(
      written.map(({ old, by }) => ({
        at: now,
        platformId: judged.course.platformId,
        courseId,
        actorId: order.by,
        action: 'credential.reissued' as const,
        subjectId: by.personId,
        reason: order.reason,
        detail: { credential: by.id, replaces: old, level: by.level, criteriaVersion: by.criteriaVersion },
      })),
    )
    const news = written.map(({ by }) => ({
      personId: by.personId,
      kind: 'credential-reissued' as const,
      subjectId: by.id,
      aboutId: null,
      detail: by.level,
    }))
    await tell(deps, unit, courseId, news)
    // The link in the gradebook is to be the new one's, where there is one at all.
    if (written.some(({ by }) => by.offeredAt !== null))
      await unit.jobs.send('publish', { courseId }, { key: courseId, hasten: true })
    return written.map(({ by }) => by.id)
  })
}

async function sign(
  deps: Deps,
  judged: JudgedCourse,
  standing: readonly Credential[],
  order: ReissueOrder,
  now: string,
): Promise<Replacement[]> {
  const { store } = deps
  const issuer = await store.issuers.byId(judged.course.issuerId)
  if (!issuer) throw new AppError('issuer_missing', 500, 'the course names an issuer that does not exist')
  const versions = await versionsOf(deps, judged, standing)
  const editions = new Map<number, Awaited<ReturnType<typeof editionOf>>>()
  for (const version of new Set(versions.values()))
    editions.set(version, await editionOf(deps, judged, version))
  const ids = [...new Set(standing.map(({ personId }) => personId))]
  const people = new Map((await store.people.byIds(ids)).map((person) => [person.id, person]))
  const places = (await store.credentials.reserveStatus(issuer.id, standing.length)).values()
  const drafts = standing.flatMap((old) => {
    const place = places.next().value
    const person = people.get(old.personId)
    const edition = editions.get(versions.get(old.id) ?? 0)
    const achievement = edition?.achievements.get(old.level)
    const earned = edition?.inputs.get(old.level)
    if (!place || !person || !achievement || !earned) return []
    const times = timesOf(old, order, edition?.months[old.level], now)
    const row = rowOf(deps, old, { person, achievement, place, times })
    const urls = publicUrls(deps.toolUrl)
    const input: CredentialInput = {
      id: urls.credential(row.id),
      ob2Id: urls.assertion(row.id),
      subjectId: row.subjectId,
      recipient: { type: row.recipientType, identityHash: row.recipientHash, salt: row.salt },
      issuer: issuerInput(deps.toolUrl, issuer),
      achievement: earned,
      validFrom: row.awardedAt,
      validUntil: row.expiresAt,
      refreshUrl: urls.refresh(row.id),
      narrative: row.narrative,
      evidence: readEvidence(JSON.parse(old.document)),
      status: { listUrl: urls.statusList(place.listId), index: place.index },
    }
    return [{ old, row, unsigned: buildCredential(input) as JsonObject }]
  })
  const key = await deps.issuerKeys.current(issuer.id)
  const signed = await deps.signer.sign(
    drafts.map(({ unsigned }) => unsigned),
    key,
    now,
  )
  deps.meter.add('signatures', signed.length)
  deps.meter.add('signaturesInFull', signed.filter(({ inFull }) => inFull).length)
  return drafts.map(({ old, row }, index) => ({
    old: old.id,
    by: { ...row, document: signed[index]?.text ?? '' },
  }))
}

/** By which criteria each is issued: the current ones where they are met, so that a correction of their words arrives; else its own. */
async function versionsOf(
  deps: Deps,
  judged: JudgedCourse,
  standing: readonly Credential[],
): Promise<Map<string, number>> {
  const current = judged.version.version
  const older = standing.filter(({ criteriaVersion }) => criteriaVersion !== current)
  const people = [...new Set(older.map(({ personId }) => personId))]
  const facts = people.length > 0 ? await deps.store.participation.facts(judged.course.id, people) : new Map()
  const meets = ({ personId, level }: Credential) => {
    const learner = facts.get(personId)
    if (!learner) return false
    const found = evaluate(judged.facts, learner).levels.find((one) => one.level === level)
    return found?.evaluation.outcome === 'met'
  }
  return new Map(
    standing.map((one) => [
      one.id,
      one.criteriaVersion !== current && !meets(one) ? one.criteriaVersion : current,
    ]),
  )
}

async function editionOf(deps: Deps, judged: JudgedCourse, number: number) {
  const isCurrent = number === judged.version.version
  const version = isCurrent ? judged.version : await deps.store.criteria.version(judged.course.id, number)
  if (!version) throw new Error(`there are no criteria of version ${number}`)
  const achievements = await ensureAchievements(deps, { ...judged, version })
  const months = Object.fromEntries(
    deps.ladder.levels.map(({ id }) => [id, version.criteria[id].expiresAfterMonths]),
  ) as Record<LevelId, number | undefined>
  return { achievements, inputs: inputsOf(deps, achievements), months }
}

interface Times {
  readonly awardedAt: string
  readonly expiresAt: string | null
  readonly reissuedAt: string
}

/** The end moves along with an award whose date was wrong. What is issued anew is later than what it replaces, to the second. */
function timesOf(old: Credential, order: ReissueOrder, months: number | undefined, now: string): Times {
  const { awardedAt = null } = order
  const reissuedAt = awardTime(laterThan(old.reissuedAt ?? old.awardedAt, now))
  if (awardedAt === null) return { awardedAt: old.awardedAt, expiresAt: old.expiresAt, reissuedAt }
  const expiresAt = old.expiresAt === null || months === undefined ? null : endOf(awardedAt, months)
  return { awardedAt, expiresAt, reissuedAt }
}

function rowOf(
  deps: Deps,
  old: Credential,
  {
    person,
    achievement,
    place,
    times,
  }: {
    person: Person
    achievement: Achievement
    place: { listId: string; index: number }
    times: Times
  },
): Omit<Credential, 'document'> {
  const { document: _, ...kept } = old
  const salt = deps.random.token(32)
  const recipient = recipientOf(person)
  return {
    ...kept,
    ...times,
    id: deps.random.uuid(),
    achievementId: achievement.id,
    criteriaVersion: achievement.criteriaVersion,
    statusListId: place.listId,
    statusIndex: place.index,
    subjectId: `urn:uuid:${deps.random.uuid()}`,
    recipientType: recipient.type,
    recipientHash: hashIdentity(recipient.value, salt),
    salt,
    publishedAt: null,
    retractedAt: null,
    replacedBy: null,
    renewedBy: null,
  }
}
