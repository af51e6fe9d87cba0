import { readEvidence, type ShownEvidence } from '../../openbadges/index.ts'
import type { PublicCredential } from '../contract.ts'
import type { Credential, Publication, WholeCredential } from '../model.ts'
import { standingOf } from './standing.ts'

/** What a page shows besides what was signed for everybody. */
export type Showing = Pick<Publication, 'state' | 'showName' | 'showEvidence'>

/**
 * A credential as strangers read it, under what its learner chose. One that was withdrawn names nobody and is not to be found, whatever was
 * chosen while it stood: nobody chose that.
 * @param now milliseconds since the epoch
 */
export function publicPage(found: WholeCredential, showing: Showing, now: number): PublicCredential {
  const { credential, achievement, below, issuer, holder, restsOn } = found
  const { status, replacedBy } = standingOf(credential, now)
  const stands = status === 'valid' || status === 'expired'
  return {
    credential,
    achievement,
    issuer,
    below: below && restsOn && { credentialId: restsOn.id, level: below.level, awardedAt: restsOn.awardedAt },
    status,
    replacedBy,
    listed: stands && showing.state === 'published',
    name: stands && showing.showName ? holder : null,
    evidence: showing.showEvidence ? evidenceIn(credential) : [],
  }
}

/** What was signed is what is shown, whatever became of the evidence since. */
export function evidenceIn({ document }: Credential): ShownEvidence[] {
  return readEvidence(JSON.parse(document))
}
