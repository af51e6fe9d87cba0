import type { Publishing } from '../contract/publishing.ts'
import type { Deps } from '../deps.ts'
import { publicPage } from '../public/page.ts'
import { wholeById } from '../public/whole.ts'
import { learnerRecord } from './learner-record.ts'
import { ownCredential } from './own-credential.ts'
import { publicationOf, publish, unpublish } from './publish.ts'
import { endLink, makeLink, shared } from './share-links.ts'

/** What learners let strangers see of their credentials. */
export function createPublishing(deps: Deps): Publishing {
  return {
    publication: async (visit, credentialId) =>
      publicationOf(deps, await ownCredential(deps, visit, credentialId)),
    async preview(visit, credentialId, choices) {
      const { id } = await ownCredential(deps, visit, credentialId)
      const found = await wholeById(deps, id)
      return publicPage(found, { state: 'published', ...choices }, deps.clock.now())
    },
    record: (visit, scope) => learnerRecord(deps, visit, scope),
    publish: (visit, credentialId, choices) => publish(deps, visit, credentialId, choices),
    unpublish: (visit, credentialId) => unpublish(deps, visit, credentialId),
    links: async (visit, credentialId) =>
      deps.store.shareLinks.ofCredential((await ownCredential(deps, visit, credentialId)).id),
    makeLink: (visit, credentialId, link) => makeLink(deps, visit, credentialId, link),
    endLink: (visit, credentialId, linkId) => endLink(deps, visit, credentialId, linkId),
    shared: (token) => shared(deps, token),
  }
}
