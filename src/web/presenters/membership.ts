import type { Membership } from '../../app/contract/sources.ts'
import type { Words } from '../language/words.ts'
import type { Audience } from './criterion.ts'

/** That somebody left the course, or came back to it; `null` of those who were there all the time, as far as was kept. */
export function presentMembership(
  membership: Membership | null,
  words: Words,
  audience: Audience,
): string | null {
  if (membership === null) return null
  const { active, since, leftAt } = membership
  if (!active) return leftAt && words.t('membership.left', { date: words.date(leftAt) })
  if (leftAt === null || since === null) return null
  return words.t(audience === 'learner' ? 'membership.youAreBack' : 'membership.back', {
    date: words.date(since),
    left: words.date(leftAt),
  })
}
