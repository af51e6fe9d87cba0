import type { App } from '../../src/app/contract.ts'
import type { Publication } from '../../src/app/model.ts'

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
    publish: note('publishing.publish', publication({ state: 'published' })),
    unpublish: note('publishing.unpublish', publication()),
  }
}
