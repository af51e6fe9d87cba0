import type { App } from '../../src/app/contract.ts'
import type { Publication } from '../../src/app/model.ts'
import { publicCredential } from './fixture-views.ts'

type Note = <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>

export function publication(change: Partial<Publication> = {}): Publication {
  return {
    credentialId: 'credential-1',
    state: 'unlisted',
    publishedAt: null,
    showName: false,
    showEvidence: true,
    ...change,
  }
}

/** A learner's own credentials, as strangers see them. */
export function fixturePublishing(note: Note): App['publishing'] {
  return {
    publication: note('publishing.publication', publication()),
    preview: async (_visit, _id, { showName, showEvidence }) => ({
      ...publicCredential(),
      listed: true,
      name: showName ? 'Adaeze Okafor' : null,
      evidence: showEvidence ? [{ url: null, name: 'My practice', narrative: 'I ask more questions.' }] : [],
    }),
    publish: note('publishing.publish', publication({ state: 'published' })),
    unpublish: note('publishing.unpublish', publication()),
  }
}
