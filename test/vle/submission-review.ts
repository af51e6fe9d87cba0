import type { SubmissionReview } from './types.ts'

const STATES = ['None', 'InProgress', 'Submitted', 'Completed']

/** `submissionReview` of a line item (Submission Review 1.0 §3.1), `null` where it has none. Throws what is wrong with it. */
export function readSubmissionReview(value: unknown): SubmissionReview | null {
  if (value === undefined) return null
  const must = (condition: boolean, words: string) => {
    if (!condition) throw new Error(`submissionReview: ${words}`)
  }
  must(typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object')
  const { reviewableStatus, url, label, custom = {} } = value as Record<string, unknown>
  const known = (state: unknown) => typeof state === 'string' && STATES.includes(state)
  must(
    reviewableStatus === undefined || (Array.isArray(reviewableStatus) && reviewableStatus.every(known)),
    'reviewableStatus must be a list of states',
  )
  must(url === undefined || (typeof url === 'string' && URL.canParse(url)), 'url must be an address')
  must(label === undefined || typeof label === 'string', 'label must be text')
  const fields = Object.entries(custom as object)
  must(
    fields.every(([, field]) => typeof field === 'string'),
    'custom must hold text',
  )
  return { url: typeof url === 'string' ? url : null, custom: Object.fromEntries(fields) }
}
