import { z } from 'zod'
import type { DeepLinkChoice } from '../../app/contract.ts'
import { kind, optionalProse, whole } from '../input.ts'
import type { Words } from '../language/words.ts'
import { datedTitles, numberedTitles } from './session-titles.ts'

export const MOST_SESSIONS = 30
export const MOST_PIECES = 20
const LONGEST_TITLE = 200
export const LONGEST_GATE = 500

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)
const title = z.string().trim().min(1, 'required').max(LONGEST_TITLE, 'too_long')
/** One title a line. */
const titles = z
  .string()
  .transform((text) => text.split('\n').map((line) => line.trim()))
  .transform((lines) => lines.filter((line) => line !== ''))
  .pipe(z.array(title).min(1, 'required').max(MOST_PIECES, 'over_limit'))

/** What is to be added: boxes to tick, or where the VLE takes one link `only` one of them. */
const kinds = z
  .object({
    ladder: ticked,
    checkIn: ticked,
    coursework: ticked,
    checkpoint: ticked,
    only: z.enum(['ladder', 'checkIn', 'coursework', 'checkpoint']).optional(),
  })
  .transform(({ only, ...boxes }) => (only === undefined ? boxes : { ...boxes, [only]: true }))
  .refine(({ ladder, checkIn, coursework, checkpoint }) => ladder || checkIn || coursework || checkpoint, {
    path: ['ladder'],
    message: 'nothing_ticked',
  })

const sessions = z
  .object({
    checkIns: whole(1, MOST_SESSIONS).default(1),
    checkInTitle: title,
    checkInNames: z.enum(['numbers', 'dates']).default('numbers'),
    checkInFrom: z.union([z.iso.date(), z.literal('')], 'date').default(''),
    checkInEvery: z.enum(['1', '7', '14']).default('7').transform(Number),
  })
  .refine(({ checkInNames, checkInFrom }) => checkInNames === 'numbers' || checkInFrom !== '', {
    path: ['checkInFrom'],
    message: 'date',
  })

const work = z.object({ courseworkTitle: titles, courseworkKind: kind })

const gate = z
  .object({ checkpointTitle: title, checkpointGate: optionalProse(LONGEST_GATE), checkpointKind: kind })
  .transform((form) => [
    { title: form.checkpointTitle, gate: form.checkpointGate, kind: form.checkpointKind },
  ])

/**
 * Reads the picker's form. Only what is ticked is looked at, so that nobody is stopped by a field they do not use.
 * `taken`: titles that are in the course already, which numbers go on from.
 */
export function readChoice(
  body: unknown,
  words: Words,
  { taken, onlyOne }: { taken: readonly string[]; onlyOne: boolean },
): { choice: DeepLinkChoice } | { error: z.ZodError } {
  const sent = body ?? {}
  const chosen = kinds.safeParse(sent)
  if (!chosen.success) return { error: chosen.error }
  const { ladder, checkIn, coursework, checkpoint } = chosen.data
  const read = z
    .object({
      checkIns: checkIn ? sessions.transform((form) => sessionTitles(form, words, taken)) : nothing,
      coursework: coursework ? work.transform(pieces) : nothing,
      checkpoints: checkpoint ? gate : nothing,
    })
    .safeParse({ checkIns: sent, coursework: sent, checkpoints: sent })
  if (!read.success) return { error: withoutPlace(read.error) }
  const choice = { ladder, ...read.data, language: words.language }
  const { checkIns, coursework: handIns, checkpoints } = read.data
  const count = Number(ladder) + checkIns.length + handIns.length + checkpoints.length
  if (onlyOne && count > 1) return { error: new z.ZodError([oneOnly(sent)]) }
  return { choice }
}

const nothing = z.unknown().transform((): [] => [])

function sessionTitles(form: z.output<typeof sessions>, words: Words, taken: readonly string[]): string[] {
  const { checkIns, checkInTitle, checkInNames, checkInFrom, checkInEvery } = form
  if (checkInNames === 'numbers') return numberedTitles(checkInTitle, checkIns, taken)
  return datedTitles(checkInTitle, checkIns, { from: checkInFrom, every: checkInEvery }, words)
}

function pieces({ courseworkTitle, courseworkKind }: z.output<typeof work>) {
  return courseworkTitle.map((one) => ({ title: one, kind: courseworkKind }))
}

/** Problems by the form's own fields: `checkIns.checkInTitle` is `checkInTitle`, and a line is a matter of its text. */
function withoutPlace({ issues }: z.ZodError): z.ZodError {
  return new z.ZodError(issues.map((issue) => ({ ...issue, path: issue.path.slice(1, 2) })))
}

const oneOnly = (input: unknown): z.core.$ZodIssue => ({
  code: 'custom',
  path: ['ladder'],
  message: 'one_only',
  input,
})
