/** Links by which a learner shows a credential, until they take them back. */
import type { ShareLink } from '../model.ts'

/** What a link opens. */
export interface OpenedLink {
  readonly credentialId: string
  readonly showName: boolean
  readonly showEvidence: boolean
  readonly endsAt: string | null
  /** It was taken back. */
  readonly ended: boolean
}

export interface ShareLinkRepository {
  /** Those that were not taken back, newest first. */
  ofCredential(credentialId: string): Promise<ShareLink[]>
  /** `tokenHash`: of what is in its address. */
  make(link: ShareLink, tokenHash: string): Promise<void>
  byToken(tokenHash: string): Promise<OpenedLink | null>
  /** Whether it led to a credential whose person was erased. */
  wasErased(tokenHash: string): Promise<boolean>
  /** That it was opened; not more often than once a minute, and nothing of who did. */
  noteOpened(tokenHash: string, at: string): Promise<void>
  /** Its address is known to have been, and nothing else is. `false`: that credential has no such link. */
  end(credentialId: string, id: string, at: string): Promise<boolean>
}
