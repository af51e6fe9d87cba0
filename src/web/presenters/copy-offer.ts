import type { CopyOffer } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'
import { type LevelLine, levelLines } from './criterion-sentence.ts'

export interface CopyOfferView {
  readonly title: string
  readonly canTake: boolean
  /** What would be judged by, level by level; empty where the criteria are the same. */
  readonly levels: readonly LevelLine[]
  readonly unmatched: boolean
  readonly kinds: readonly string[]
  /** What the form sends back: what was on the page. */
  readonly version: number
  readonly activities: string
}

/** The question whether a copied course goes on as the old one did. Only who may decide sees the old course's details. */
export function presentCopyOffer(offer: CopyOffer, words: Words): CopyOfferView {
  const { canTake, criteria, kinds, confirmations, unmatched } = offer
  return {
    title: words.t('copy.title', { title: offer.origin.title }),
    canTake,
    levels: canTake && criteria ? levelLines(criteria, words) : [],
    unmatched: canTake && unmatched,
    kinds: canTake
      ? [
          ...kinds.map(({ activity, kind, was }) =>
            words.t(was === activity.title ? 'copy.kind' : 'copy.kindWas', {
              title: activity.title,
              was,
              kind: words.t(`kinds.${kind}`),
            }),
          ),
          ...confirmations.map(({ activity: { title, kind } }) =>
            words.t(kind ? 'copy.confirmation' : 'copy.confirmationOnly', {
              title,
              ...(kind && { kind: words.t(`kinds.${kind}`) }),
            }),
          ),
        ]
      : [],
    version: offer.criteriaVersion,
    activities: [...kinds.map(({ activity }) => activity.id), ...confirmations.map(({ was }) => was.id)].join(
      ',',
    ),
  }
}
