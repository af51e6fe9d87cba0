import type { LadderView } from '../../app/contract.ts'
import type { Art } from '../deps.ts'
import type { Words } from '../language/words.ts'
import type { Audience } from './criterion.ts'
import { type NextView, presentNext } from './next.ts'
import { presentRun, type RunView } from './run.ts'
import { presentRung, type RungView } from './rung.ts'

export interface LadderPage {
  readonly next: NextView | null
  readonly rungs: readonly RungView[]
  readonly run: RunView
  readonly criteriaVersion: number
}

/** The whole ladder. `base` is `/s/{id}`. */
export function presentLadder(
  view: LadderView,
  words: Words,
  art: Art,
  audience: Audience,
  base: string,
): LadderPage {
  const run = presentRun(view.run, words, audience === 'learner' ? 'run.checked' : 'run.read')
  return {
    next: view.next === null ? null : presentNext(view, view.next, words, base),
    rungs: view.rungs.map((rung) => presentRung(rung, words, art, audience)),
    run,
    criteriaVersion: view.criteriaVersion,
  }
}
