import type { ShownEvidence } from '../../openbadges/index.ts'
import type { Words } from '../deps.ts'
import type { EvidencePart, EvidenceRecord } from '../model.ts'
import { ISSUED_LOCALE } from './narrative.ts'

/** What can be shown of evidence. Of files only the names: what is in them stays between the learner and the tutors. */
export interface Showable extends Pick<EvidenceRecord, 'shared' | 'ownPractice' | 'institution' | 'links'> {
  readonly files: readonly { readonly name: string }[]
}

/** What of a learner's evidence stands in the credential, for anybody to read: what they chose, and nothing by itself. */
export function shownEvidence(
  words: Words,
  { shared, ownPractice, institution, links, files }: Showable,
): ShownEvidence[] {
  const name = (part: EvidencePart) => words(ISSUED_LOCALE, `issued.evidence.${part}`)
  const told: ShownEvidence[] = []
  if (shared.includes('own-practice'))
    told.push({ url: null, name: name('own-practice'), narrative: ownPractice })
  if (shared.includes('institution') && institution !== null)
    told.push({ url: null, name: name('institution'), narrative: institution })
  if (shared.includes('links'))
    told.push(...links.map((url) => ({ url, name: name('links'), narrative: null })))
  if (shared.includes('files'))
    told.push(...files.map((file) => ({ url: null, name: name('files'), narrative: file.name })))
  return told
}
