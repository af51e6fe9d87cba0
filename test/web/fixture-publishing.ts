import type { App } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { Publication, ShareLink } from '../../src/app/model.ts'
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

export const TOKEN = 'a-token-of-some-length-0001'

export function shareLink(change: Partial<ShareLink> = {}): ShareLink {
  return {
    id: 'link-1',
    token: TOKEN,
    credentialId: 'credential-1',
    name: 'Application to Riverside',
    showName: true,
    showEvidence: false,
    madeAt: '2026-11-20T10:00:00Z',
    endsAt: '2026-12-25T00:00:00Z',
    openedAt: '2026-11-22T09:30:00Z',
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
    record: note('publishing.record', { id: 'urn:uuid:record' }),
    publish: note('publishing.publish', publication({ state: 'published' })),
    unpublish: note('publishing.unpublish', publication()),
    links: note('publishing.links', [
      shareLink(),
      shareLink({ id: 'link-2', name: 'Old one', endsAt: '2026-11-01T00:00:00Z', openedAt: null }),
    ]),
    makeLink: note('publishing.makeLink', shareLink()),
    endLink: note('publishing.endLink', undefined),
    shared: async (token) => {
      if (token !== TOKEN) throw new AppError('share_link_ended', 410, 'taken back')
      return { ...publicCredential(), name: 'Adaeze Okafor' }
    },
  }
}
