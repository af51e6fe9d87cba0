import type { ShownEvidence } from '../../openbadges/index.ts'
import type { Words } from '../deps.ts'
import type { EvidencePart, EvidenceRecord } from '../model.ts'
import { ISSUED_LOCALE } from './narrative.ts'

/** What of a learner's evidence stands in the credential, for anybody to read: what they chose, and nothing by itself. */
export function shownEvidence(
  words: Words,
  {
    shared,
    ownPractice,
    institution,
    links,
  }: Pick<EvidenceRecord, 'shared' | 'ownPractice' | 'institution' | 'links'>,
): ShownEvidence[] {
  const name = (part: EvidencePart) => words(ISSUED_LOCALE, `issued.evidence.${part}`)
  const told: ShownEvidence[] = []
  if (shared.includes('own-practice'))
    told.push({ url: null, name: name('own-practice'), narrative: ownPractice })
  if (shared.includes('institution') && institution !== null)
    told.push({ url: null, name: name('institution'), narrative: institution })
  if (shared.includes('links'))
    told.push(...links.map((url) => ({ url, name: name('links'), narrative: null })))
  return told
}
