import type { PublicationChoices } from '../../app/contract/publishing.ts'
import type { PublicCredential } from '../../app/contract.ts'
import type { Publication } from '../../app/model.ts'
import type { Words } from '../language/words.ts'
import type { TagView } from './rung.ts'

export interface PublishingView {
  readonly id: string
  readonly heading: string
  readonly tag: TagView
  /** What the state means, in a sentence. */
  readonly state: string
  readonly published: boolean
  readonly withdrawn: boolean
  /** Of the public page. */
  readonly address: string
  /** `null`: the VLE shares no name, so none can be shown. */
  readonly name: { readonly value: string; readonly ticked: boolean } | null
  /** `null`: nothing was signed to be shown. */
  readonly evidence: { readonly ticked: boolean } | null
  /** Address of the page as strangers would see it. */
  readonly preview: string
}

interface Given {
  readonly publication: Publication
  /** The page with everything on it that may be chosen. */
  readonly whole: PublicCredential
  /** What was ticked a moment ago and is not saved. */
  readonly chosen: PublicationChoices | undefined
}

/** What a learner lets strangers see of a credential, and what they may choose. */
export function presentPublishing(
  { publication, whole, chosen = publication }: Given,
  words: Words,
  { base, toolUrl }: { readonly base: string; readonly toolUrl: string },
): PublishingView {
  const { credential, achievement } = whole
  const published = publication.state === 'published'
  const withdrawn = whole.status !== 'valid' && whole.status !== 'expired'
  const stateKey = withdrawn ? 'withdrawn' : publication.state
  const date = publication.publishedAt ? words.date(publication.publishedAt) : ''
  const query = new URLSearchParams({
    ...(chosen.showName && { name: 'on' }),
    ...(chosen.showEvidence && { evidence: 'on' }),
  })
  return {
    id: credential.id,
    heading: `${words.t(`levels.${credential.level}.name`)}: ${achievement.courseTitle}`,
    tag: {
      tone: withdrawn ? 'bad' : published ? 'good' : 'quiet',
      text: words.t(`publish.tags.${stateKey}`),
    },
    state: words.t(`publish.states.${stateKey}`, { date }),
    published,
    withdrawn,
    address: `${toolUrl}/credentials/${credential.id}`,
    name: whole.name === null ? null : { value: whole.name, ticked: chosen.showName },
    evidence: whole.evidence.length > 0 ? { ticked: chosen.showEvidence } : null,
    preview: `${base}/publish/${credential.id}/preview?${query}`,
  }
}
