/** How credentials are shown to strangers. */
import type { Publication } from '../model.ts'

export interface PublicationRepository {
  /** `null`: nobody ever published it. */
  of(credentialId: string): Promise<Publication | null>
  /** By credential; those that nobody ever published are left out. */
  ofAll(credentialIds: readonly string[]): Promise<Map<string, Publication>>
  /** One a credential: a later one takes the place of the one before. */
  save(publication: Publication): Promise<void>
}
