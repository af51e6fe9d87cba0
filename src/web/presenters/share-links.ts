import type { PublicCredential } from '../../app/contract.ts'
import type { ShareLink } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import { credentialName } from './card.ts'
import type { TagView } from './rung.ts'
import type { CopyField } from './sharing.ts'

export interface ShareLinksPage {
  /** Of the credential. */
  readonly id: string
  readonly heading: string
  readonly withdrawn: boolean
  /** `null`: the VLE shares no name, so none can be shown. */
  readonly name: string | null
  /** Something was signed to be shown. */
  readonly evidence: boolean
  readonly rows: readonly ShareLinkView[]
}

interface ShareLinkView {
  readonly id: string
  readonly name: string
  readonly tag: TagView
  /** `null`: its time is over. */
  readonly field: CopyField | null
  /** When it was made and last opened, how long it works and what it shows, a sentence each. */
  readonly facts: readonly string[]
}

interface Given {
  readonly links: readonly ShareLink[]
  /** The page with everything on it that may be chosen. */
  readonly whole: PublicCredential
}

/** Links that a learner made to one of their credentials, and what another may show. `now`: milliseconds since the epoch. */
export function presentShareLinks(
  { links, whole }: Given,
  words: Words,
  { toolUrl, now }: { readonly toolUrl: string; readonly now: number },
): ShareLinksPage {
  const evidence = whole.evidence.length > 0
  return {
    id: whole.credential.id,
    heading: credentialName(whole, words),
    withdrawn: whole.status !== 'valid' && whole.status !== 'expired',
    name: whole.name,
    evidence,
    rows: links.map((link) => presentLink(link, { words, toolUrl, now, evidence })),
  }
}

function presentLink(
  { id, name, token, madeAt, endsAt, openedAt, showName, showEvidence }: ShareLink,
  { words, toolUrl, now, evidence }: { words: Words; toolUrl: string; now: number; evidence: boolean },
): ShareLinkView {
  const over = endsAt !== null && Date.parse(endsAt) <= now
  // Its last day is the one that ends then.
  const lastDay = endsAt === null ? '' : words.date(new Date(Date.parse(endsAt) - 1).toISOString())
  const until = endsAt === null ? 'endless' : over ? 'endedOn' : 'endsOn'
  return {
    id,
    name,
    tag: over
      ? { tone: 'quiet', text: words.t('links.tags.over') }
      : { tone: 'good', text: words.t('links.tags.open'), mark: '✓' },
    field: over
      ? null
      : { id: `link-${id}`, label: words.t('links.address', { name }), value: `${toolUrl}/shared/${token}` },
    facts: [
      words.t('links.made', { date: words.date(madeAt) }),
      openedAt === null ? words.t('links.never') : words.t('links.opened', { date: words.moment(openedAt) }),
      words.t(`links.${until}`, { date: lastDay }),
      words.t(`links.${showName ? 'withName' : 'withoutName'}`),
      ...(evidence ? [words.t(`links.${showEvidence ? 'withEvidence' : 'withoutEvidence'}`)] : []),
    ],
  }
}
