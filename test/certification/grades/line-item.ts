import type { Result, Score } from '../../../src/lti/types.ts'
import { type Lesson, lesson } from '../course.ts'

/** A course with one line item of the tool, of 5 points, and one learner. */
export interface WithLineItem extends Lesson {
  /** The learner's id. */
  readonly learner: string
  /** The gradebook's column. */
  readonly column: string
  submit(score: Partial<Score>): Promise<'posted' | 'same'>
  results(): Promise<Result[]>
}

export async function lineItem(label: string): Promise<WithLineItem> {
  const stage = await lesson({ learners: 1 })
  const { vle, school, services, course } = stage
  const client = await services()
  const item = await client.createLineItem((await course()).lineItemsUrl ?? '', {
    label,
    scoreMaximum: 5,
    resourceId: 'certified',
    tag: 'certified',
  })
  const column = vle.columns(school.course.id).find((one) => one.label === label)?.id ?? ''
  const learner = school.learners[0]?.id ?? ''
  return {
    ...stage,
    learner,
    column,
    submit: (score) =>
      client.postScore(item.id, {
        userId: learner,
        scoreGiven: 5,
        scoreMaximum: 5,
        comment: '',
        timestamp: new Date().toISOString(),
        activityProgress: 'Completed',
        gradingProgress: 'FullyGraded',
        ...score,
      }),
    async results() {
      const found: Result[] = []
      for await (const page of client.results(item.id)) found.push(...page)
      return found
    },
  }
}
