import { readEvidence, type ShownEvidence } from '../../openbadges/index.ts'
import type { PublicCredential } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { Credential, Publication } from '../model.ts'
import { standingOf } from './standing.ts'
import type { Whole } from './whole.ts'

/** What a page shows besides what was signed for everybody. */
export type Showing = Pick<Publication, 'state' | 'showName' | 'showEvidence'>

/**
 * A credential as strangers read it, under what its learner chose. One that was withdrawn names nobody and is not to be found, whatever was
 * chosen while it stood: nobody chose that.
 */
export async function publicPage(deps: Deps, found: Whole, showing: Showing): Promise<PublicCredential> {
  const { credential, achievement, issuer } = found
  const { status, replacedBy } = standingOf(credential, deps.clock.now())
  const stands = status === 'valid' || status === 'expired'
  return {
    credential,
    achievement,
    issuer,
    below: await credentialBelow(deps, found),
    status,
    replacedBy,
    listed: stands && showing.state === 'published',
    name: stands && showing.showName ? await nameOf(deps, credential) : null,
    evidence: showing.showEvidence ? evidenceIn(credential) : [],
  }
}

/** What was signed is what is shown, whatever became of the evidence since. */
export function evidenceIn({ document }: Credential): ShownEvidence[] {
  return readEvidence(JSON.parse(document))
}

async function nameOf({ store }: Deps, { personId }: Credential): Promise<string | null> {
  return (await store.people.byId(personId))?.name ?? null
}

async function credentialBelow(
  { store }: Deps,
  { credential, below }: Whole,
): Promise<PublicCredential['below']> {
  if (!below) return null
  const held = await store.credentials.ofLearner(credential.courseId, credential.personId)
  const row = held.find(
    (item) =>
      item.level === below.level &&
      item.state === 'live' &&
      item.replacedBy === null &&
      item.renewedBy === null,
  )
  return row ? { credentialId: row.id, level: row.level, awardedAt: row.awardedAt } : null
}
