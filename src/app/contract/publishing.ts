/** What a learner lets strangers see of their own credentials. */

import type { JsonObject } from '../../openbadges/types.ts'
import type { PublicCredential, Visit } from '../contract.ts'
import type { Publication, ShareLink } from '../model.ts'
import type { RecordScope } from '../publishing/learner-record.ts'

export type PublicationChoices = Pick<Publication, 'showName' | 'showEvidence'>

/** What a learner says of a link that they make. */
export type NewShareLink = Pick<ShareLink, 'name' | 'showName' | 'showEvidence' | 'endsAt'>

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
  /**
   * What one holds, in this course or in all of the platform’s, as one signed learner record (CLR 2.0). Errors: `nothing_held` 409.
   */
  record(visit: Visit, scope: RecordScope): Promise<JsonObject>
  /** The page stays for those who have its address; the name is gone at once. Errors: `only_looking` 403. */
  unpublish(visit: Visit, credentialId: string): Promise<Publication>

  /** Those that were not taken back, newest first; their time may be over. */
  links(visit: Visit, credentialId: string): Promise<readonly ShareLink[]>
  /** Errors: `only_looking` 403, `credential_withdrawn` 409, `share_links_many` 409. */
  makeLink(visit: Visit, credentialId: string, link: NewShareLink): Promise<ShareLink>
  /** From now on it opens nothing. Errors: `only_looking` 403. */
  endLink(visit: Visit, credentialId: string, linkId: string): Promise<void>
  /** What anybody reads by a link. Errors: `share_link_not_found` 404; `share_link_ended` 410 once it was taken back or its time is over. */
  shared(token: string): Promise<PublicCredential>
}
