/** The rules of the ladder. Pure: the same facts always give the same answer. */
export { levelsBelow, withLevelsAbove } from './cascade.ts'
export { decide } from './decide.ts'
export { evaluate } from './evaluate.ts'
export { parseCriteria, parseCriterion, parseLadder } from './framework.ts'
export { unmappedKinds } from './mapping.ts'
export { type NextStep, nextStep } from './next.ts'
export { judgeAt, withoutEnded } from './renew.ts'
export { suggestKind } from './suggest-kind.ts'
