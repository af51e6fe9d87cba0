import { z } from 'zod'
import { BadgeError } from '../openbadges/index.ts'
import type { FormProblems } from './input.ts'
import type { Words } from './language/words.ts'
import type { SmallFormLimits } from './small-form.ts'

/** More than any picture may have, so that whoever brings one that is somewhat too large is told at its field. */
export const PICTURE_FORM: SmallFormLimits = {
  fields: 20,
  fieldBytes: 20_000,
  fileBytes: 8_000_000,
  tooLarge: 'file_too_large',
  unreadable: 'form_unreadable',
}

/** The hash of a picture that was brought before. */
export const pictureHash = z.string().regex(/^[0-9a-f]{64}$/)

/** A colour as `#rrggbb`, or none. */
export const colour = z
  .string()
  .optional()
  .transform((text) => text?.trim().toLowerCase() || null)
  .pipe(
    z
      .string()
      .regex(/^#[0-9a-f]{6}$/, 'colour')
      .nullable(),
  )

/** What is wrong with a picture, at its field: what it is, and what to do. Errors: whatever else was thrown. */
export function pictureProblem(error: unknown, field: string, words: Words): FormProblems {
  if (!(error instanceof BadgeError) || !words.has(`pictures.${error.code}`)) throw error
  const { cause } = error
  const name = cause instanceof Object && 'name' in cause ? String(cause.name) : ''
  const text = words.t(`pictures.${error.code}`, { name, context: field })
  return { of: { [field]: text }, summary: [{ field, text }] }
}
