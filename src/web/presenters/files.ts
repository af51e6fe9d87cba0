import type { FileLimits } from '../../app/contract/files.ts'
import type { FileRecord } from '../../app/model.ts'
import type { FormProblems } from '../input.ts'
import type { Words } from '../language/words.ts'
import type { ReceivedFiles } from '../session/form-with-files.ts'

export interface FileView {
  readonly id: string
  readonly name: string
  /** ‘1.2 MB’ */
  readonly size: string
  readonly href: string
}

export function presentFile({ id, name, size }: FileRecord, words: Words, base: string): FileView {
  return { id, name, size: sizeOf(size, words), href: `${base}/files/${id}` }
}

/** What may be handed in, in a sentence. */
export function filesHint({ maxBytes, maxCount }: FileLimits, words: Words): string {
  return words.t('files.hint', { count: maxCount, size: sizeOf(maxBytes, words) })
}

/** What is wrong with files that came with a form, each by its name; nothing where all were taken. */
export function fileProblems(
  { refused }: ReceivedFiles,
  { maxBytes, maxCount }: FileLimits,
  words: Words,
): FormProblems | null {
  if (refused.length === 0) return null
  const values = { size: sizeOf(maxBytes, words), count: maxCount }
  const texts = refused.map(({ name, code }) => words.t(`files.problems.${code}`, { ...values, name }))
  return { of: { files: texts.join(' ') }, summary: texts.map((text) => ({ field: 'files', text })) }
}

function sizeOf(bytes: number, words: Words): string {
  const unit = bytes < 1_000_000 ? 'kilobytes' : 'megabytes'
  const amount = bytes / (unit === 'kilobytes' ? 1_000 : 1_000_000)
  const shown = amount < 10 ? Math.max(0.1, Math.round(amount * 10) / 10) : Math.round(amount)
  return words.t(`files.${unit}`, { amount: words.number(shown) })
}
