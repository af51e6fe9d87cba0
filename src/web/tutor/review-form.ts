import { z } from 'zod'
import type { ReviewDecision } from '../../app/contract.ts'
import type { Judgement } from '../../app/model.ts'
import { optionalProse, sentFields } from '../input.ts'

const MOST_LINES = 50
const LONGEST_FEEDBACK = 4000
const LONGEST_COMMENT = 1000

const decision = z
  .object({
    state: z.enum(['accepted', 'returned', 'declined']),
    stage: z.enum(['first', 'second', 'disagreement']),
    feedback: optionalProse(LONGEST_FEEDBACK),
  })
  .refine(({ state, feedback }) => state === 'accepted' || feedback !== null, {
    path: ['feedback'],
    message: 'required',
  })

const answer = z.enum(['yes', 'partly', 'no'], 'choose')

/** A review as it was posted: `line-0`, `answer-0` and `comment-0` for each line of the rubric as the reviewer saw it. */
export const review = z.unknown().transform((body, context): ReviewDecision => {
  const sent = sentFields(body)
  const told = (error: z.ZodError, field?: string) => {
    for (const { path, message } of error.issues)
      context.addIssue({ code: 'custom', message, path: field ? [field] : path })
  }
  const judgements: Judgement[] = []
  for (let n = 0; n < MOST_LINES; n += 1) {
    const line = sent[`line-${n}`]
    if (line === undefined) break
    const chosen = answer.safeParse(sent[`answer-${n}`])
    const comment = optionalProse(LONGEST_COMMENT).safeParse(sent[`comment-${n}`])
    if (!chosen.success) told(chosen.error, `answer-${n}`)
    if (!comment.success) told(comment.error, `comment-${n}`)
    if (chosen.success && comment.success)
      judgements.push({ line, answer: chosen.data, comment: comment.data })
  }
  const parsed = decision.safeParse(sent)
  if (!parsed.success) {
    told(parsed.error)
    return z.NEVER
  }
  return { ...parsed.data, judgements }
})
