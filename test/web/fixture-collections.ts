import type { CollectedCredential } from '../../src/app/contract/collections.ts'
import type { App } from '../../src/app/contract.ts'
import { AppError } from '../../src/app/errors.ts'
import type { Collection } from '../../src/app/model.ts'
import * as views from './fixture-views.ts'

type Note = <T>(name: string, answer: T) => (visit: unknown, ...args: unknown[]) => Promise<T>

export const ADDRESS = 'an-address-of-some-length'

export function collected(level: 'completed' | 'demonstrated', change: object = {}): CollectedCredential {
  return {
    credential: views.credential(level),
    achievement: views.achievement(level),
    issuer: views.issuer,
    status: 'valid',
    replacedBy: null,
    ...change,
  }
}

export function collection(change: Partial<Collection> = {}): Collection {
  return {
    personId: 'person-1',
    title: 'What I can do',
    introduction: 'Two years of evening courses.',
    listed: false,
    showName: false,
    credentialIds: ['credential-demonstrated', 'credential-completed'],
    savedAt: '2026-11-20T10:00:00Z',
    ...change,
  }
}

const withdrawn = () =>
  collected('completed', {
    status: 'withdrawn',
    credential: views.credential('completed', { state: 'withdrawn', withdrawnAt: '2026-11-20T10:00:00Z' }),
  })

/** A learner's collection of two, one of which was withdrawn. */
export function fixtureCollections(note: Note): App['collections'] {
  const shown = {
    title: 'What I can do',
    introduction: 'Two years of evening courses.',
    name: null,
    listed: false,
    credentials: [collected('demonstrated'), withdrawn()],
  }
  return {
    own: note('collections.own', {
      collection: collection(),
      address: ADDRESS,
      credentials: [withdrawn(), collected('demonstrated')],
    }),
    save: note('collections.save', undefined),
    preview: note('collections.preview', shown),
    open: note('collections.open', ADDRESS),
    close: note('collections.close', undefined),
    at: async (address) => {
      if (address !== ADDRESS) throw new AppError('collection_ended', 410, 'taken back')
      return shown
    },
    paper: note('collections.paper', Buffer.from('%PDF-1.7')),
  }
}
