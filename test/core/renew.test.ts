import { expect } from 'chai'
import { judgeAt, withoutEnded } from '../../src/core/index.ts'
import type { LevelId } from '../../src/core/ladder.ts'
import type { Award, CourseFacts, LearnerFacts } from '../../src/core/progress.ts'
import { activity, course, jisc, learner, record } from './factories.ts'

const END = '2026-11-10T00:00:00Z'
const BEFORE = '2026-11-09T10:00:00.000Z'
const AFTER = '2026-11-11T10:00:00.000Z'
const NOW = '2026-11-20T00:00:00.000Z'

const held = (level: LevelId, expiresAt: string | null = null): Award => ({
  level,
  state: 'live',
  awardedAt: '2025-11-10T00:00:00Z',
  ...(expiresAt === null ? {} : { expiresAt }),
})
const part = (id: string) => ({ type: 'completed', target: { activity: id }, need: 'every' }) as const

/** Each level asks for one thing; Implemented for evidence within three months of the course's end, which is long over. */
function facts(award: 'automatic' | 'approval' = 'automatic'): CourseFacts {
  const criteria = {
    completed: { criterion: part('a'), award },
    demonstrated: { criterion: part('b'), award },
    implemented: { criterion: { type: 'evidence', months: 3, from: 'course-end' } as const, award },
  }
  return course([activity({ id: 'a' }), activity({ id: 'b' })], { criteria, endsAt: '2025-06-01T00:00:00Z' })
}
function changes(of: Partial<LearnerFacts>, award: 'automatic' | 'approval' = 'automatic', now = NOW) {
  return judgeAt(facts(award), learner(of), now).changes.map(({ type, level }) => `${type} ${level}`)
}
const outcomeOf = (level: LevelId, of: Partial<LearnerFacts>) =>
  judgeAt(facts(), learner(of), NOW).progress.levels.find((item) => item.level === level)?.outcome

describe('a level whose award has ended', () => {
  const over = { awards: [held('completed', END)] }

  it('is judged by what happened since, and awarded again when that is enough', () => {
    const early = { ...over, participation: [record('a', { observedAt: BEFORE })] }
    expect(changes(early)).to.deep.equal([])
    expect(outcomeOf('completed', early)).to.equal('not-yet')
    const late = { ...over, participation: [record('a', { observedAt: AFTER })] }
    expect(changes(late)).to.deep.equal(['award completed'])
    expect(outcomeOf('completed', late)).to.equal('met')
  })

  it('is the same as ever until its end has come', () => {
    const early = { ...over, participation: [record('a', { observedAt: BEFORE })] }
    expect(changes(early, 'automatic', BEFORE)).to.deep.equal([])
    const facing = judgeAt(facts(), learner(early), BEFORE).progress.levels[0]
    expect(facing?.outcome).to.equal('met')
  })

  it('is proposed where a person approves, unless they declined', () => {
    const late = { ...over, participation: [record('a', { observedAt: AFTER })] }
    expect(changes(late, 'approval')).to.deep.equal(['propose completed'])
    expect(changes({ ...late, declined: ['completed'] }, 'approval')).to.deep.equal([])
  })

  it('asks for the levels below to stand: one that is over as well has to be earned again first, or at once', () => {
    const both = { awards: [held('completed', END), held('demonstrated', END)] }
    const upper = [record('b', { observedAt: AFTER })]
    expect(changes({ ...both, participation: upper })).to.deep.equal([])
    const all = [...upper, record('a', { observedAt: AFTER })]
    expect(changes({ ...both, participation: all })).to.deep.equal(['award completed', 'award demonstrated'])
    const lower = {
      awards: [held('completed'), held('demonstrated', END)],
      participation: [record('a'), ...upper],
    }
    expect(changes(lower)).to.deep.equal(['award demonstrated'])
  })

  it('is no level to be withdrawn for what it no longer meets', () => {
    const awards = [held('completed', END)]
    expect(changes({ awards })).to.deep.equal([])
    expect(changes({ awards: [held('completed')] })).to.deep.equal(['flag completed'])
  })

  it('is not given again by rule where a person once took it back', () => {
    const awards: Award[] = [
      { level: 'completed', state: 'withdrawn', awardedAt: '2025-01-01T00:00:00Z' },
      held('completed', END),
    ]
    const participation = [record('a', { observedAt: AFTER })]
    expect(changes({ awards, participation })).to.deep.equal([])
  })

  it('takes evidence anew, for which time runs from the end', () => {
    const done = [record('a'), record('b')]
    const awards = [held('completed'), held('demonstrated'), held('implemented', END)]
    const shown = (submittedAt: string) => ({
      awards,
      participation: done,
      evidence: [{ id: 'e', submittedAt, state: 'accepted' as const }],
    })
    expect(changes(shown(BEFORE))).to.deep.equal([])
    expect(changes(shown(AFTER))).to.deep.equal(['award implemented'])
    const found = judgeAt(facts(), learner({ awards, participation: done }), NOW).progress.levels[2]
    expect(found?.evaluation.reason).to.include({
      code: 'evidence-none',
      deadline: '2027-02-10T00:00:00.000Z',
    })
    expect(changes(shown('2027-03-01T00:00:00Z'))).to.deep.equal([])
  })

  it('is no part of how a learner stands now', () => {
    const awards = [held('completed'), held('demonstrated', END)]
    expect(withoutEnded(learner({ awards }), NOW).awards).to.deep.equal([held('completed')])
    expect(withoutEnded(learner({ awards }), END).awards, 'to the second').to.have.length(1)
  })

  it('leaves a course without ends as it was', () => {
    const level = jisc.levels[0]?.id as LevelId
    const found = judgeAt(facts(), learner({ participation: [record('a')] }), NOW)
    expect(found.changes).to.deep.equal([{ type: 'award', level }])
  })
})
