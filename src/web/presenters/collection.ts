import type { CollectedCredential, OwnCollection, PublicCollection } from '../../app/contract/collections.ts'
import type { Person } from '../../app/model.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import { credentialName } from './card.ts'
import type { TagView } from './rung.ts'
import type { CopyField } from './sharing.ts'
import { presentStanding } from './standing.ts'

export interface CollectionView {
  readonly title: string
  readonly name: string | null
  readonly introduction: string | null
  readonly count: string
  readonly items: readonly {
    readonly href: string
    readonly name: string
    readonly art: string
    /** `text`: since when it does not stand, and why. */
    readonly standing: { readonly tag: TagView; readonly text: string | null }
    readonly line: string
    readonly meaning: string
  }[]
}

/** A collection as anybody reads it. */
export function presentCollection(collection: PublicCollection, words: Words, art: Art): CollectionView {
  const { title, name, introduction, credentials } = collection
  return {
    title,
    name,
    introduction,
    count: words.t('collection.count', { count: credentials.length }),
    items: credentials.map((shown) => {
      const { credential, issuer, status } = shown
      return {
        href: `/credentials/${credential.id}`,
        name: credentialName(shown, words),
        art: art(credential.level, status === 'valid' ? 'earned' : 'locked', 88),
        standing: standingOf(shown, words),
        line: words.t('share.line', { issuer: issuer.name, date: words.date(credential.awardedAt) }),
        meaning: words.t(`issued.levels.${credential.level}.meaning`),
      }
    }),
  }
}

function standingOf(
  { credential, issuer, status, replacedBy }: CollectedCredential,
  words: Words,
): CollectionView['items'][number]['standing'] {
  if (status === 'valid')
    return { tag: { tone: 'good', text: words.t('collection.valid'), mark: '✓' }, text: null }
  const { withdrawnAt, withdrawnCause: cause, expiresAt, undone } = credential
  const since = status === 'expired' ? expiresAt : withdrawnAt
  const standing = { status, since, cause, undone: undone !== null, replacedBy, issuer: issuer.name }
  const { tone, title, text } = presentStanding(standing, words)
  return { tag: { tone, text: title, mark: '!' }, text }
}

/** What a learner has written and ticked, saved or not. */
export interface CollectionFields {
  readonly title: string
  readonly introduction: string
  readonly listed: boolean
  readonly showName: boolean
  /** Ids of what is in it, in order. */
  readonly chosen: readonly string[]
}

export interface CollectionPage extends Omit<CollectionFields, 'chosen'> {
  readonly saved: boolean
  /** `null`: the VLE shares no name. */
  readonly personName: string | null
  /** Ids in the order of the page. */
  readonly order: string
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly line: string
    readonly tag: TagView | null
    readonly ticked: boolean
    readonly up: boolean
    readonly down: boolean
  }[]
  readonly address: CopyField | null
}

/** The page where a learner puts a collection together. `fields`: what was sent a moment ago and is not saved. */
export function presentCollectionPage(
  { collection, address, credentials }: OwnCollection,
  { person, fields }: { readonly person: Person | null; readonly fields: CollectionFields | null },
  words: Words,
  toolUrl: string,
): CollectionPage {
  const { chosen, ...said } = fields ?? startingFrom(collection, credentials, words)
  const byId = new Map(credentials.map((shown) => [shown.credential.id, shown]))
  const first = chosen.flatMap((id) => byId.get(id) ?? [])
  const rest = credentials.filter(({ credential }) => !chosen.includes(credential.id))
  const all = [...first, ...rest]
  return {
    ...said,
    saved: collection !== null,
    personName: person?.name ?? null,
    order: all.map(({ credential }) => credential.id).join(' '),
    rows: all.map((shown, index) => {
      const { credential, issuer, status } = shown
      const ticked = index < first.length
      return {
        id: credential.id,
        name: credentialName(shown, words),
        line: words.t('share.line', { issuer: issuer.name, date: words.date(credential.awardedAt) }),
        tag: status === 'valid' ? null : standingOf(shown, words).tag,
        ticked,
        up: ticked && index > 0,
        down: ticked && index < first.length - 1,
      }
    }),
    address:
      address === null
        ? null
        : {
            id: 'collection',
            label: words.t('collection.address'),
            value: `${toolUrl}/collections/${address}`,
          },
  }
}

/** As saved; before that, with all that stands. */
function startingFrom(
  collection: OwnCollection['collection'],
  credentials: OwnCollection['credentials'],
  words: Words,
): CollectionFields {
  if (collection !== null)
    return {
      title: collection.title,
      introduction: collection.introduction ?? '',
      listed: collection.listed,
      showName: collection.showName,
      chosen: collection.credentialIds,
    }
  const standing = credentials.filter(({ status }) => status === 'valid')
  return {
    title: words.t('collection.defaultTitle'),
    introduction: '',
    listed: false,
    showName: false,
    chosen: standing.map(({ credential }) => credential.id),
  }
}
