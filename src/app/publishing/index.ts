import type { Publishing } from '../contract/publishing.ts'
import type { Deps } from '../deps.ts'
import { ownCredential } from './own-credential.ts'
import { publicationOf, publish, unpublish } from './publish.ts'

/** What learners let strangers see of their credentials. */
export function createPublishing(deps: Deps): Publishing {
  return {
    publication: async (visit, credentialId) =>
      publicationOf(deps, await ownCredential(deps, visit, credentialId)),
    publish: (visit, credentialId, choices) => publish(deps, visit, credentialId, choices),
    unpublish: (visit, credentialId) => unpublish(deps, visit, credentialId),
  }
}
