import { buildRecord, hashIdentity, type JsonObject, signCredential } from '../../openbadges/index.ts'
import type { Visit } from '../contract.ts'
import { type Deps, isoNow } from '../deps.ts'
import { AppError } from '../errors.ts'
import { issuerInput } from '../issuing/achievements.ts'
import { ISSUED_LOCALE } from '../issuing/narrative.ts'
import { recipientOf } from '../issuing/recipient.ts'
import { publicUrls } from '../issuing/urls.ts'
import type { Credential } from '../model.ts'
import { standingOf } from '../public/standing.ts'
import { issuerById } from '../public/whole.ts'
import { learnerOf } from '../visiting/visit.ts'

export type RecordScope = 'course' | 'all'

/**
 * What the person who asks holds now, in this course or in all of the platform's, as one signed learner record (CLR 2.0). Nothing of
 * it is kept: asked again, it is made again. What ended or was withdrawn is not in it.
 *
 * Errors: `anonymous` 403, `nothing_held` 409.
 */
export async function learnerRecord(deps: Deps, visit: Visit, scope: RecordScope): Promise<JsonObject> {
  const { store, random, words } = deps
  const person = learnerOf(visit)
  const now = isoNow(deps.clock)
  const standing = (await store.credentials.ofPerson(person.id))
    .filter((one) => standingOf(one, deps.clock.now()).status === 'valid')
    .reverse()
  const held = scope === 'all' ? standing : standing.filter(({ courseId }) => courseId === visit.course.id)
  if (held.length === 0) throw new AppError('nothing_held', 409, 'there is nothing to put into a record')
  const issuer = await issuerById(deps, visit.course.issuerId)
  const { type, value } = recipientOf(person)
  const salt = random.token(32)
  const record = buildRecord({
    id: `urn:uuid:${random.uuid()}`,
    name: words(ISSUED_LOCALE, `issued.record.${scope}`, { course: visit.course.title, issuer: issuer.name }),
    issuer: issuerInput(deps.toolUrl, issuer),
    validFrom: now,
    subjectId: `urn:uuid:${random.uuid()}`,
    recipient: { type, identityHash: hashIdentity(value, salt), salt },
    partial: held.length < standing.length,
    credentials: held.map(({ document }) => JSON.parse(document) as JsonObject),
    precedes: orderOf(deps, held),
  })
  deps.meter.add('signatures', 1)
  return signCredential(record, await deps.issuerKeys.current(issuer.id), now)
}

/** Within each course, each level that is held precedes the next one that is. */
function orderOf({ toolUrl, ladder }: Deps, held: readonly Credential[]): [string, string][] {
  const urls = publicUrls(toolUrl)
  const address = ({ achievementId }: Credential) => urls.achievement(achievementId)
  return [...new Set(held.map(({ courseId }) => courseId))].flatMap((course) => {
    const rungs = ladder.levels.flatMap(({ id }) =>
      held.filter(({ courseId, level }) => courseId === course && level === id),
    )
    return rungs.slice(1).map((after, index): [string, string] => {
      return [address(rungs[index] ?? after), address(after)]
    })
  })
}
