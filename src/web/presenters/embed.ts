import type { PublicCredential } from '../../app/contract.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { credentialName } from './card.ts'
import { verdictOf } from './credential.ts'
import type { StandingView } from './standing.ts'

export interface EmbedView {
  readonly name: string
  readonly art: string
  readonly verdict: StandingView
  /** Who issued it, and when; of one that does not stand: since when, and why. */
  readonly line: string
  readonly href: string
}

/** A credential in a frame on somebody's site: one badge and a few lines. */
export function presentEmbed(shown: PublicCredential, words: Words, art: Art, toolUrl: string): EmbedView {
  const { credential, issuer, status } = shown
  const verdict = verdictOf(shown, words)
  const issued = words.t('share.line', { issuer: issuer.name, date: words.date(credential.awardedAt) })
  return {
    name: credentialName(shown, words),
    art: art(credential.level, status === 'valid' ? 'earned' : 'locked', 88, shown.achievement),
    verdict,
    line: status === 'valid' ? issued : verdict.text,
    href: `${toolUrl}/credentials/${credential.id}`,
  }
}
