import { hashIdentity } from '../../openbadges/index.ts'
import type { Visit } from '../contract.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { recipientOf } from '../issuing/recipient.ts'
import { reissue } from '../issuing/reissue.ts'
import type { Credential, Person } from '../model.ts'
import { doerOf } from '../visiting/visit.ts'

const DAY = 86_400_000
/** In the record; whose address it was is told by nothing. */
const REASON = 'New email'

/**
 * Of these, what stands and was sealed for another email than the person has now: whoever asks by the new one is told that it was not
 * issued to them. Where no email is known now, nothing is to be done.
 */
export function sealedForAnother(
  person: Person,
  credentials: readonly Credential[],
  now: number,
): Credential[] {
  if (!person.email) return []
  const { value } = recipientOf(person)
  return credentials.filter(
    ({ state, replacedBy, expiresAt, salt, recipientHash }) =>
      state === 'live' &&
      replacedBy === null &&
      (expiresAt === null || Date.parse(expiresAt) > now) &&
      hashIdentity(value, salt) !== recipientHash,
  )
}

/**
 * A learner has what they hold in this course issued anew for their new email; once a day, whatever their VLE says they are called.
 * Errors: `anonymous`, `only_looking` 403, `address_same` 409, `address_again` 429.
 */
export async function reissueForAddress(deps: Deps, visit: Visit): Promise<void> {
  const person = doerOf(visit)
  const now = deps.clock.now()
  const held = await deps.store.credentials.ofLearner(visit.course.id, person.id)
  const changed = sealedForAnother(person, held, now)
  if (changed.length === 0) throw new AppError('address_same', 409, 'all of it is sealed for this email')
  if (changed.some(({ reissuedAt }) => reissuedAt !== null && now - Date.parse(reissuedAt) < DAY))
    throw new AppError('address_again', 429, 'it was issued anew less than a day ago')
  await reissue(deps, visit.course.id, changed, { reason: REASON, by: person.id })
}
