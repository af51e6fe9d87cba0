import { z } from 'zod'
import { KINDS } from '../core/activity.ts'
import { LEVEL_IDS } from '../core/ladder.ts'
import type { Words } from './language/words.ts'

/** What people wrote, without the spaces around it; line ends as one character, so that limits count as people do. */
export const prose = (maximum: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1, 'required').max(maximum, 'too_long'))

/** As `prose`, and nothing is `null`. */
export const optionalProse = (maximum: number) =>
  z
    .string()
    .optional()
    .transform((text) => text?.replaceAll('\r\n', '\n').trim() || null)
    .pipe(z.string().max(maximum, 'too_long').nullable())

export const level = z.enum(LEVEL_IDS)
export const kind = z.enum(KINDS)
/** A select whose first choice is "none of these". */
export const kindOrNone = z.union([kind, z.literal('').transform(() => null)])
export const identifier = z.string().regex(/^[\w-]{1,100}$/)

export const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'whole_number')
    .transform(Number)
    .pipe(z.number().min(least, 'out_of_range').max(most, 'out_of_range'))

/** Field name → words about it, and the summary that links to each field. */
export interface FormProblems {
  readonly summary: readonly { field: string; text: string }[]
  readonly of: Readonly<Record<string, string>>
}

/** Says what is wrong with a form in words of `problems.<code>`; a field's own words are `problems.<field>_<code>`. */
export function problemsOf(error: z.ZodError, words: Words): FormProblems {
  const of: Record<string, string> = {}
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.')
    const code = words.has(`problems.${issue.message}`) ? issue.message : 'invalid'
    const own = `problems.${field}_${code}`
    of[field] ??= words.t(words.has(own) ? own : `problems.${code}`)
  }
  return { of, summary: Object.entries(of).map(([field, text]) => ({ field, text })) }
}

/** What is wrong with a form in two ways. */
export function joinedProblems(...each: readonly (FormProblems | null)[]): FormProblems {
  return {
    of: Object.assign({}, ...each.map((problems) => problems?.of)),
    summary: each.flatMap((problems) => problems?.summary ?? []),
  }
}

/** The text fields of a posted form, to show them again as they were sent. */
export function sentFields(body: unknown): Record<string, string> {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
}
