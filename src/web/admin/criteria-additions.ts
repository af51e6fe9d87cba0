import type { CourseActivity } from '../../app/model.ts'
import type { Criterion } from '../../core/criteria.ts'
import type { Words } from '../language/words.ts'

/** What can be added to a group, in the words of `criteriaEdit.add.<name>`. */
export const ADDITIONS = [
  'completed',
  'completed-one',
  'scored',
  'attended',
  'confirmed',
  'evidence',
  'all',
  'any',
  'at-least',
] as const
export type Addition = (typeof ADDITIONS)[number]

/** A condition to begin with, which people then change; `null` where the course has no activity to name. */
export function additionOf(
  name: string | undefined,
  activities: readonly CourseActivity[],
  words: Words,
): Criterion | null {
  const coursework: Criterion = { type: 'completed', target: { kind: 'coursework' }, need: 1 }
  const assignment: Criterion = { type: 'completed', target: { kind: 'assignment' }, need: 1 }
  switch (ADDITIONS.find((one) => one === name)) {
    case 'completed':
      return { type: 'completed', target: { kind: 'participation' }, need: 'every' }
    case 'completed-one':
      return activities[0] ? { type: 'completed', target: { activity: activities[0].id }, need: 1 } : null
    case 'scored':
      return { type: 'scored', target: { kind: 'assignment' }, percent: 60, need: 1 }
    case 'attended':
      return { type: 'attended', percent: 80 }
    case 'confirmed':
      return { type: 'confirmed', statement: words.t('criteriaEdit.statement') }
    case 'evidence':
      return { type: 'evidence', months: 6, from: 'course-end' }
    case 'all':
      return { type: 'all', of: [coursework, assignment] }
    case 'any':
      return { type: 'any', of: [coursework, assignment] }
    case 'at-least':
      return { type: 'at-least', n: 1, of: [coursework, assignment] }
    default:
      return null
  }
}
