import type { LevelId } from '../../core/ladder.ts'
import {
  type AchievementInput,
  buildCredential,
  type CredentialInput,
  hashIdentity,
  type IssuerInput,
  type JsonObject,
  type ShownEvidence,
} from '../../openbadges/index.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { type WithFiles, withFiles } from '../files/with-files.ts'
import type { JudgedCourse } from '../judging/course-facts.ts'
import type { Achievement, AuditLine, Credential, EvidenceRecord, Person } from '../model.ts'
import type { Renewal, UnitOfWork } from '../ports.ts'
import { tell } from '../reviewing/notices.ts'
import { DEFAULT_SETTINGS } from '../settings.ts'
import { type Showable, shownEvidence } from './evidence.ts'
import { awardTime, endOf, type Grant } from './grant.ts'
import { ISSUED_LOCALE, whatWasDone } from './narrative.ts'
import { recipientOf } from './recipient.ts'
import { saidBy } from './said.ts'
import { type PublicUrls, publicUrls } from './urls.ts'

/** While it was signed, a learner chose to show other things of their evidence. */
class ChoiceChanged extends Error {}
const TRIES = 5

/**
 * Signs and records credentials. Signing comes first and outside the unit of work; then, in one unit, whatever `also`
 * writes, the credentials, their audit lines and the job that puts them into the gradebook. The database lets
 * one live credential per learner, level and course in; a grant that lost the race leaves nothing behind but
 * an unused place on the status list. Evidence that was signed along is tied to its credential, unless its learner chose otherwise in
 * between: then all is signed anew. Answers the ids that were written.
 */
export async function issue(
  deps: Deps,
  judged: JudgedCourse,
  grants: readonly Grant[],
  now: string,
  also: (unit: UnitOfWork) => Promise<void> = async () => {},
): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await signAndRecord(deps, judged, grants, now, also)
    } catch (error) {
      if (!(error instanceof ChoiceChanged) || attempt === TRIES) throw error
    }
  }
}

async function signAndRecord(
  deps: Deps,
  judged: JudgedCourse,
  grants: readonly Grant[],
  now: string,
  also: (unit: UnitOfWork) => Promise<void>,
): Promise<string[]> {
  const { course } = judged
  const ended = await endedOf(deps, course.id, grants, now)
  const evidence = await evidenceFor(deps, course.id, grants, ended)
  const rows = grants.length > 0 ? await sign(deps, judged, grants, { evidence, ended }, now) : []
  const [renewals, first] = renewalsAmong(rows, ended)
  const { publishAfterMinutes } = rows.length > 0 ? await deps.store.settings.of(course.id) : DEFAULT_SETTINGS
  const awarded = await deps.store.write(async (unit) => {
    await also(unit)
    if (rows.length === 0) return []
    const written = new Set([
      ...(renewals.length > 0 ? await unit.credentials.renew(renewals) : []),
      ...(first.length > 0 ? await unit.credentials.award(first) : []),
    ])
    const awards = rows.filter((row) => written.has(row.id))
    if (awards.length === 0) return []
    for (const { id, personId, level } of awards) {
      const shown = restsOnEvidence(deps, level) ? evidence.get(personId) : undefined
      if (shown && !(await unit.reviews.seal(shown.id, id, shown.shared))) throw new ChoiceChanged()
    }
    const reasons = new Map(grants.map((grant) => [keyOf(grant), grant.reason]))
    await unit.audit.append(
      awards.map((row) =>
        auditLine(row, course.platformId, {
          reason: reasons.get(keyOf(row)) ?? null,
          renews: ended.get(keyOf(row))?.id,
        }),
      ),
    )
    await tell(
      deps,
      unit,
      course.id,
      awards.map(({ id, personId, level }) => ({
        personId,
        kind: 'credential-awarded',
        subjectId: id,
        aboutId: null,
        detail: level,
      })),
    )
    const options = { key: course.id, delaySeconds: publishAfterMinutes * 60 }
    await unit.jobs.send('publish', { courseId: course.id }, options)
    return awards.map(({ id }) => id)
  })
  deps.meter.add('awards', awarded.length)
  return awarded
}

/** Evidence belongs to the highest level. */
const restsOnEvidence = ({ ladder }: Pick<Deps, 'ladder'>, level: LevelId) =>
  ladder.levels.at(-1)?.id === level

/** The accepted evidence of those who are to get the highest level, by person. */
async function evidenceFor(
  deps: Deps,
  courseId: string,
  grants: readonly Grant[],
  ended: Ended,
): Promise<ReadonlyMap<string, WithFiles<EvidenceRecord>>> {
  const personIds = grants.filter(({ level }) => restsOnEvidence(deps, level)).map(({ personId }) => personId)
  if (personIds.length === 0) return new Map()
  const accepted = await deps.store.reviews.accepted(courseId, personIds)
  const top = deps.ladder.levels.at(-1)?.id
  // What was shown for one that is over shows nothing for the next.
  const fresh = [...accepted.values()].filter(({ personId, submittedAt }) => {
    const end = top && ended.get(keyOf({ personId, level: top }))?.expiresAt
    return end == null || Date.parse(submittedAt) > Date.parse(end)
  })
  return new Map((await withFiles(deps, courseId, fresh)).map((one) => [one.personId, one]))
}

const keyOf = ({ personId, level }: Pick<Grant, 'personId' | 'level'>) => `${personId} ${level}`

/** By person and level: what is over of what is to be awarded. */
type Ended = ReadonlyMap<string, Credential>

async function endedOf(
  { store }: Deps,
  courseId: string,
  grants: readonly Grant[],
  now: string,
): Promise<Ended> {
  if (grants.length === 0) return new Map()
  const held = await store.credentials.standing(courseId, [...new Set(grants.map((one) => one.personId))])
  return new Map(
    held
      .filter(({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) <= Date.parse(awardTime(now)))
      .map((one) => [keyOf(one), one]),
  )
}

function renewalsAmong(rows: readonly Credential[], ended: Ended): [Renewal[], readonly Credential[]] {
  if (ended.size === 0) return [[], rows]
  const renewals = rows.flatMap((by): Renewal[] => {
    const old = ended.get(keyOf(by))
    return old ? [{ ended: old.id, by }] : []
  })
  return [renewals, rows.filter((row) => !ended.has(keyOf(row)))]
}

function auditLine(
  row: Credential,
  platformId: string,
  { reason, renews }: { reason: string | null; renews: string | undefined },
): AuditLine {
  return {
    at: row.awardedAt,
    platformId,
    courseId: row.courseId,
    actorId: row.awardedBy,
    action: 'credential.awarded',
    subjectId: row.personId,
    reason,
    detail: {
      credential: row.id,
      level: row.level,
      criteriaVersion: row.criteriaVersion,
      ...(renews === undefined ? {} : { renews }),
    },
  }
}

async function sign(
  deps: Deps,
  judged: JudgedCourse,
  grants: readonly Grant[],
  { evidence, ended }: { evidence: ReadonlyMap<string, Showable>; ended: Ended },
  now: string,
): Promise<Credential[]> {
  const { store } = deps
  const said = await saidBy(deps, judged)
  const { achievements } = said
  const people = new Map(
    (await store.people.byIds([...new Set(grants.map((grant) => grant.personId))])).map((person) => [
      person.id,
      person,
    ]),
  )
  const places = (await store.credentials.reserveStatus(said.issuerId, grants.length)).values()
  const urls = publicUrls(deps.toolUrl)
  const rows: Draft['row'][] = []
  // Each is made when it is to be signed: documents are large, and needed no longer than that.
  function* unsignedDocuments() {
    for (const grant of grants) {
      const person = people.get(grant.personId)
      const place = places.next().value
      if (!person || !place) continue
      const achievement = achievements.get(grant.level)
      const earned = said.inputs.get(grant.level)
      if (!achievement || !earned) throw new AppError('level_missing', 500, 'the ladder has no such level')
      const own = restsOnEvidence(deps, grant.level) ? evidence.get(person.id) : undefined
      const shown = own ? shownEvidence(deps.words, own) : []
      const months = judged.version.criteria[grant.level].expiresAfterMonths
      const { row, unsigned } = draft(deps, urls, {
        grant,
        person,
        achievement,
        earned,
        issuer: said.issuer,
        place,
        shown,
        months,
        now,
        old: ended.get(keyOf(grant)) ?? null,
      })
      rows.push(row)
      yield unsigned
    }
  }
  const key = await deps.issuerKeys.current(said.issuerId)
  const signed = await deps.signer.sign(unsignedDocuments(), key, now)
  deps.meter.add('signatures', signed.length)
  deps.meter.add('signaturesInFull', signed.filter(({ inFull }) => inFull).length)
  for (const [index, row] of rows.entries()) row.document = signed[index]?.text ?? ''
  // Lowest level first: the database refuses a level whose lower one is not there.
  const rank = new Map(deps.ladder.levels.map((level, index) => [level.id, index]))
  return rows.sort((a, b) => (rank.get(a.level) ?? 0) - (rank.get(b.level) ?? 0))
}

/** A credential before it is signed. */
interface Draft {
  readonly unsigned: JsonObject
  /** Its `document` is still empty. */
  readonly row: Omit<Credential, 'document'> & { document: string }
}

function draft(
  deps: Deps,
  urls: PublicUrls,
  work: {
    grant: Grant
    person: Person
    achievement: Achievement
    earned: AchievementInput
    issuer: IssuerInput
    place: { listId: string; index: number }
    shown: readonly ShownEvidence[]
    /** The credential ends so long after the award. */
    months: number | undefined
    now: string
    /** The one of the same level that is over. */
    old: Credential | null
  },
): Draft {
  const { grant, person, achievement, earned, issuer, place, shown, months, now, old } = work
  const id = deps.random.uuid()
  const salt = deps.random.token(32)
  const recipient = recipientOf(person)
  const issuedAt = awardTime(now)
  const expiresAt = months === undefined ? null : endOf(issuedAt, months)
  // A tutor's reason is for the record; the public sentence says only that a tutor confirmed it.
  const told =
    grant.by && !grant.approves
      ? deps.words(ISSUED_LOCALE, 'issued.narrative.by-hand')
      : whatWasDone(deps.words, grant.progress, grant.level)
  const narrative = old ? `${told} ${renewalInWords(deps, old)}` : told
  const subjectId = `urn:uuid:${deps.random.uuid()}`
  const input: CredentialInput = {
    id: urls.credential(id),
    ob2Id: urls.assertion(id),
    subjectId,
    recipient: { type: recipient.type, identityHash: hashIdentity(recipient.value, salt), salt },
    issuer,
    achievement: earned,
    validFrom: issuedAt,
    validUntil: expiresAt,
    refreshUrl: urls.refresh(id),
    narrative,
    evidence: shown,
    status: { listUrl: urls.statusList(place.listId), index: place.index },
  }
  const row: Draft['row'] = {
    id,
    achievementId: achievement.id,
    courseId: achievement.courseId,
    personId: person.id,
    level: grant.level,
    state: 'live',
    criteriaVersion: achievement.criteriaVersion,
    narrative,
    awardedAt: issuedAt,
    awardedBy: grant.by,
    expiresAt,
    withdrawnAt: null,
    withdrawnReason: null,
    statusListId: place.listId,
    statusIndex: place.index,
    subjectId,
    recipientType: recipient.type,
    recipientHash: input.recipient.identityHash,
    salt,
    document: '',
    offeredAt: null,
    publishedAt: null,
    retractedAt: null,
    undone: null,
    withdrawnCause: null,
    replacedBy: null,
    renewedBy: null,
    reissuedAt: null,
  }
  return { unsigned: buildCredential(input), row }
}

/** A credential that was earned anew names the one that ended. */
function renewalInWords({ words, toolUrl }: Deps, { id, expiresAt }: Credential): string {
  const url = publicUrls(toolUrl).credential(id)
  return words(ISSUED_LOCALE, 'issued.narrative.renewed', { url, date: (expiresAt ?? '').slice(0, 10) })
}
