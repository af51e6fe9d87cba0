import type { Evaluation } from '../../core/progress.ts'
import type { ReviewedEvidence } from '../contract.ts'
import type { Deps } from '../deps.ts'
import type { WithFiles } from '../files/with-files.ts'
import type { EvidenceRecord } from '../model.ts'

/** Where a level asks for evidence, the first place of several. */
export function evidenceLeaf(evaluation: Evaluation | undefined): Evaluation | null {
  if (evaluation === undefined || evaluation.type === 'evidence') return evaluation ?? null
  for (const child of evaluation.children) {
    const found = evidenceLeaf(child)
    if (found) return found
  }
  return null
}

/** Evidence with everything that reviewers said of it, newest first. */
export async function reviewed(
  { store }: Pick<Deps, 'store'>,
  courseId: string,
  records: readonly WithFiles<EvidenceRecord>[],
): Promise<ReviewedEvidence[]> {
  const reviews = await store.reviews.reviews(
    courseId,
    records.map(({ id }) => id),
  )
  return records
    .map((record) => ({ ...record, reviews: reviews.get(record.id) ?? [] }))
    .sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1))
}
