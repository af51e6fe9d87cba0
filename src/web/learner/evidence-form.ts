import { z } from 'zod'
import { EVIDENCE_PARTS, type EvidencePart } from '../../app/model.ts'
import { readLinks } from '../../app/reviewing/links.ts'
import { optionalProse, prose, sentFields } from '../input.ts'
import { keptFiles } from './files-in-hand.ts'

export const LONGEST = 10_000
/** What is kept may be longer than what can be handed in, so that nobody loses what they have to shorten. */
const LONGEST_DRAFT = 100_000
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

const typed = z
  .string()
  .default('')
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(z.string().max(LONGEST_DRAFT, 'too_long'))

/** Evidence as it was typed so far: nothing has to be there, or right. */
export const draft = z.object({ ownPractice: typed, institution: typed, links: typed })

/** What the form's buttons ask for, and which of its files stay. */
export const evidenceAction = z.object({
  action: z.enum(['hand-in', 'draft']).catch('hand-in'),
  keep: keptFiles,
})

/** Which parts are ticked to be shown. */
export function tickedParts(body: unknown): EvidencePart[] {
  const sent = sentFields(body)
  return EVIDENCE_PARTS.filter((part) => sent[`show-${part}`] !== undefined)
}
