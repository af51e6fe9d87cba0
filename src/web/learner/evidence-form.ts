import { z } from 'zod'
import { EVIDENCE_PARTS, type EvidencePart } from '../../app/model.ts'
import { readLinks } from '../../app/reviewing/links.ts'
import { optionalProse, prose, sentFields } from '../input.ts'

export const LONGEST = 10_000
/** Ten addresses of the longest kind. */
const LONGEST_LINKS = 21_000

const links = z
  .string()
  .max(LONGEST_LINKS, 'links_over')
  .default('')
  .transform((text, context) => {
    const read = readLinks(text)
    if (read.problem) context.addIssue({ code: 'custom', message: read.problem })
    return read.links
  })

/** Evidence as it is handed in; an address a line. */
export const evidence = z.object({
  ownPractice: prose(LONGEST),
  institution: optionalProse(LONGEST),
  links,
})

const typed = (longest: number) => z.string().max(longest, 'too_long').default('')
/** Evidence as it was typed so far: nothing has to be there, or right. */
export const draft = z.object({
  ownPractice: typed(LONGEST),
  institution: typed(LONGEST),
  links: typed(LONGEST_LINKS),
})

/** Which parts are ticked to be shown. */
export function tickedParts(body: unknown): EvidencePart[] {
  const sent = sentFields(body)
  return EVIDENCE_PARTS.filter((part) => sent[`show-${part}`] !== undefined)
}
