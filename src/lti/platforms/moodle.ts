import { SCOPE } from '../scopes.ts'
import { refusedByWords } from './generic.ts'
import type { PlatformQuirks, ScoreAnswer, ScoreRefusal } from './quirks.ts'

/**
 * Moodle (tried on 4.5):
 * - Results with `limit` and the `type_id` of the URL answer 404 with an HTML page, so no query is ever added to Results.
 * - The scope `lineitem` does not cover reading; `lineitem.readonly` must be asked for by name.
 * - A score for someone not enrolled is a bare 400 "Incorrect score received", the same as for a malformed one; ours are
 *   well-formed, so it means the person. A locked grade is a 500 with an empty array, which no repeat will change.
 * - Where it is left to each link whether names are shared, the roster has them only with `rlid`, and then leaves out people who
 *   may not open that link (a group, a condition): good for names, never for who is a member.
 * - A custom parameter called `lineitem_url` or `results_url` takes the place of the AGS claim's address.
 */
export const moodle: PlatformQuirks = {
  product: 'moodle',
  scopes: (granted) =>
    granted.includes(SCOPE.lineItem) ? [...new Set([...granted, SCOPE.lineItemReadOnly])] : [...granted],
  scoreRefusal,
  namesByLink: true,
  reservedCustom: ['lineitem_url', 'results_url'],
}

function scoreRefusal(answer: ScoreAnswer): ScoreRefusal | null {
  if (answer.status === 400 && answer.statusText.startsWith('Incorrect score received'))
    return 'user_not_enrolled'
  if (answer.status === 500 && answer.text.trim() === '[]') return 'grade_locked'
  return refusedByWords(answer)
}
