import { expect } from 'chai'
import type { Criterion } from '../../src/core/criteria.ts'
import { evaluate, nextStep } from '../../src/core/index.ts'
import type { Evidence } from '../../src/core/participation.ts'
import type { LearnerFacts } from '../../src/core/progress.ts'
import { activity, course, jisc, judgedBy, learner, record } from './factories.ts'

const named = (id: string): Criterion => ({ type: 'completed', target: { activity: id }, need: 1 })
const done = named('done')
const open = named('open')
const dark = named('dark')
const unmapped: Criterion = { type: 'completed', target: { kind: 'interaction' }, need: 1 }
const activities = [
  activity({ id: 'done' }),
  activity({ id: 'open' }),
  activity({ id: 'dark', fault: 'gone' }),
]

function next(criterion: Criterion, given: Partial<LearnerFacts> = {}) {
  const facts = judgedBy(criterion, activities)
  const someone = learner({ participation: [record('done')], ...given })
  return nextStep(facts, someone, evaluate(facts, someone))
}

describe('the next step through a criterion', () => {
  it('is the criterion itself where it is one condition', () => {
    expect(next(open)).to.deep.equal({ type: 'criterion', level: 'completed', path: [] })
  })

  it('leads into the tree, past what is met and past what cannot be known', () => {
    const tree: Criterion = {
      type: 'all',
      of: [
        done,
        { type: 'any', of: [open, done] },
        { type: 'any', of: [unmapped, dark, { type: 'all', of: [done, open] }] },
      ],
    }
    expect(next(tree)).to.deep.equal({ type: 'criterion', level: 'completed', path: [2, 2, 1] })
  })

  it('asks for a confirmation that is missing', () => {
    expect(next({ type: 'all', of: [done, { type: 'confirmed', statement: 'x' }] })).to.deep.include({
      path: [1],
    })
  })

  it('is unknown where nothing else is left, and nothing once the award is on its way', () => {
    expect(next({ type: 'all', of: [done, dark] })).to.deep.equal({ type: 'unknown', level: 'completed' })
    expect(next(done)).to.equal(null)
  })

  it('is nothing for a level that a person withdrew: a rule cannot give it again', () => {
    const awards = [
      { level: 'completed', state: 'withdrawn', awardedAt: '2026-11-01T00:00:00.000Z' },
    ] as const
    expect(next(open, { awards })).to.equal(null)
    expect(next(done, { awards })).to.equal(null)
  })
})

describe('the next step with evidence', () => {
  const awards = (['completed', 'demonstrated'] as const).map((level) => ({
    level,
    state: 'live' as const,
    awardedAt: '2026-11-01T00:00:00.000Z',
  }))
  const deadline = '2027-06-30T00:00:00.000Z'
  function step(
    pieces: readonly Evidence[],
    now?: string,
    endsAt: string | null = '2026-12-31T00:00:00.000Z',
  ) {
    const facts = course([], { endsAt })
    const someone = learner({ awards, evidence: pieces })
    return nextStep(facts, someone, evaluate(facts, someone), now)
  }
  const piece = (state: Evidence['state'], submittedAt = '2027-01-10T00:00:00.000Z'): Evidence => ({
    id: 'e',
    state,
    submittedAt,
  })

  it('is to hand it in while none is there, or it came back', () => {
    expect(step([])).to.deep.equal({ type: 'evidence', level: 'implemented', deadline })
    expect(step([piece('returned')])).to.deep.equal({ type: 'evidence', level: 'implemented', deadline })
  })

  it('is to wait while a tutor has it', () => {
    expect(step([piece('submitted')])).to.deep.equal({ type: 'wait-evidence', level: 'implemented' })
  })

  it('is nothing once it was declined or came too late', () => {
    expect(step([piece('declined')])).to.equal(null)
    expect(step([piece('accepted', '2028-01-01T00:00:00.000Z')])).to.equal(null)
  })

  it('is not asked for after its deadline', () => {
    expect(step([], deadline)).to.deep.include({ type: 'evidence' })
    expect(step([], '2027-06-30T00:00:01.000Z')).to.equal(null)
    expect(step([piece('submitted')], '2027-06-30T00:00:01.000Z')).to.deep.include({ type: 'wait-evidence' })
  })

  it('has no deadline where nothing starts the time', () => {
    const evidence: Criterion = { type: 'evidence', months: 6, from: 'award-below' }
    const facts = course([], {
      criteria: { ...jisc.defaultCriteria, completed: { criterion: evidence, award: 'automatic' } },
    })
    const found = nextStep(facts, learner(), evaluate(facts, learner()), '2040-01-01T00:00:00.000Z')
    expect(found).to.deep.equal({ type: 'evidence', level: 'completed', deadline: null })
  })

  it('comes after what the learner can do now', () => {
    const both: Criterion = { type: 'all', of: [{ type: 'evidence', months: 6, from: 'course-end' }, open] }
    const given = { evidence: [piece('submitted')] }
    expect(next(both, given)).to.deep.equal({ type: 'criterion', level: 'completed', path: [1] })
  })
})
