import type { Kind } from './activity.ts'

/** One named activity, or every activity that counts as a kind. */
export type Target = { readonly activity: string } | { readonly kind: Kind }

/** How many of the target's activities it takes. */
export type Need = 'every' | number

/** A condition on what a learner did. Composed ones hold others; the rest are leaves. */
export type Criterion =
  | { readonly type: 'all'; readonly of: readonly Criterion[] }
  | { readonly type: 'any'; readonly of: readonly Criterion[] }
  | { readonly type: 'at-least'; readonly n: number; readonly of: readonly Criterion[] }
  | { readonly type: 'completed'; readonly target: Target; readonly need: Need }
  /** `percent` 0 to 100 of the maximum. */
  | { readonly type: 'scored'; readonly target: Target; readonly percent: number; readonly need: Need }
  /** A share, 0 to 100 %, of the activities that count as attendance. */
  | { readonly type: 'attended'; readonly percent: number }
  | { readonly type: 'confirmed'; readonly statement: string }
  /** Accepted evidence, handed in no later than `months` after the course's end (or, where that is not known, after the award below). */
  | { readonly type: 'evidence'; readonly months: number; readonly from: 'course-end' | 'award-below' }

export type CriterionType = Criterion['type']
