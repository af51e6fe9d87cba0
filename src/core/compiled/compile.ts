import type { Criterion } from '../criteria.ts'
import { decide } from '../decide.ts'
import { evaluate } from '../evaluate.ts'
import { type CourseCriteria, LEVEL_IDS, type LevelId } from '../ladder.ts'
import type { CourseFacts, LearnerFacts } from '../progress.ts'
import { compileCriterion } from './criterion.ts'
import { type Answer, MET, NOT_YET, OUTCOMES } from './outcome.ts'
import { type FactsTable, LEVELS } from './table.ts'
import { AWARD, CHANGES, FLAG, PROPOSE, packLevel, type Verdict } from './verdict.ts'

/**
 * The criteria of a course as one function from a row of the table to what `evaluate` and `decide` would say of that learner, without
 * the reasons: for questions about a whole course, which want an answer and not its why.
 */
export function compile(course: CourseFacts, table: FactsTable): (row: number) => Verdict {
  const levels = course.ladder.levels.map((level) => ({
    place: LEVEL_IDS.indexOf(level.id),
    bit: 1 << LEVEL_IDS.indexOf(level.id),
    judge: compileCriterion({ course, table, level }, course.criteria[level.id].criterion),
    required: Int32Array.from(level.requires, (id) => LEVEL_IDS.indexOf(id)),
    gives: course.criteria[level.id].award === 'approval' ? PROPOSE : AWARD,
  }))
  const { held: heldOf, withdrawn: withdrawnOf } = table
  const outcomes = new Uint8Array(LEVELS)
  return (row) => {
    const held = heldOf[row] as number
    const withdrawn = withdrawnOf[row] as number
    let standing = held
    let verdict = 0
    for (const { place, bit, judge, required, gives } of levels) {
      const own = judge(row)
      let outcome = own
      let supported = true
      for (const below of required) {
        if ((standing & (1 << below)) === 0) supported = false
        const answer = held & (1 << below) ? MET : (outcomes[below] as Answer)
        if (answer < outcome) outcome = answer
      }
      outcomes[place] = outcome
      let change = 0
      if (held & bit) change = own === NOT_YET ? FLAG : 0
      else if (outcome === MET && (withdrawn & bit) === 0 && supported) {
        change = gives
        if (gives === AWARD) standing |= bit
      }
      verdict |= packLevel(place, own, outcome, change)
    }
    return verdict
  }
}

/** The same by the plain rules, for a learner whose facts do not fit into a table. */
export function plainVerdict(course: CourseFacts, learner: LearnerFacts): Verdict {
  const progress = evaluate(course, learner)
  const changes = new Map(decide(course, learner, progress).map(({ level, type }) => [level, type]))
  const answer = (outcome: (typeof OUTCOMES)[number]) => OUTCOMES.indexOf(outcome) as Answer
  return progress.levels.reduce((verdict, { level, outcome, evaluation }) => {
    const change = CHANGES.indexOf(changes.get(level) ?? null)
    return verdict | packLevel(place(level), answer(evaluation.outcome), answer(outcome), change)
  }, 0)
}

const place = (level: LevelId) => LEVEL_IDS.indexOf(level)

/** The statements that criteria ask a tutor to confirm: the columns that a table must have for them. */
export function statementsIn(criteria: CourseCriteria): Set<string> {
  return new Set(LEVEL_IDS.flatMap((level) => statements(criteria[level].criterion)))
}

function statements(criterion: Criterion): string[] {
  if ('of' in criterion) return criterion.of.flatMap(statements)
  return criterion.type === 'confirmed' ? [criterion.statement] : []
}
