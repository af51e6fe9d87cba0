/** What a learner lets strangers see of their own credentials. */

import type { PublicCredential, Visit } from '../contract.ts'
import type { Publication } from '../model.ts'

export type PublicationChoices = Pick<Publication, 'showName' | 'showEvidence'>

/**
 * One's own credentials, of any course of the platform. Errors of all: `anonymous` 403; `credential_not_found` 404 for one that is somebody
 * else's or was undone.
 */
export interface Publishing {
  /** `unlisted` without a name where it was never published. */
  publication(visit: Visit, credentialId: string): Promise<Publication>
  /** The page as a stranger would see it once it is published so; writes nothing. */
  preview(visit: Visit, credentialId: string, choices: PublicationChoices): Promise<PublicCredential>
  /** Makes the page one that may be found, or changes what a published one shows. Errors: `only_looking` 403, `credential_withdrawn` 409. */
  publish(visit: Visit, credentialId: string, choices: PublicationChoices): Promise<Publication>
  /** The page stays for those who have its address; the name is gone at once. Errors: `only_looking` 403. */
  unpublish(visit: Visit, credentialId: string): Promise<Publication>
}
