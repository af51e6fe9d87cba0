/** Criteria compiled to functions over a table of numbers: the same answers as the plain rules, for a whole course at once. */
export { compile, plainVerdict, statementsIn } from './compile.ts'
export { EFFECTS, type Effect, effectsOf } from './effect.ts'
export { createFactsTable, type FactsTable, type FlatFacts, type FlatRecord } from './table.ts'
export { type LevelVerdict, readVerdict, type Verdict } from './verdict.ts'
