import type { SetUpStep } from '../../app/contract.ts'
import type { Words } from '../language/words.ts'

export interface SetUpView {
  readonly text: string
  readonly href: string | null
  readonly action: string
}

/** What must be done before the tool can judge, in one line each. */
export function presentSetUp(step: SetUpStep, words: Words, base: string): SetUpView {
  const values = {
    ...('count' in step && { count: step.count }),
    ...('scope' in step && { scope: step.scope }),
    ...('title' in step && {
      title: step.title,
      fault: words.t(`faultsShort.${step.fault}`),
      context: step.fault,
    }),
    ...('level' in step && {
      level: words.t(`levels.${step.level}.name`),
      kinds: words.list(step.kinds.map((kind) => words.t(`kindsCounted.${kind}`))),
    }),
  }
  // A missing permission is granted in the VLE, so there is no page of ours to go to.
  const inVle = step.type === 'scope-missing'
  return {
    text: words.t(`setUp.${step.type}.text`, values),
    href: inVle ? null : `${base}/activities`,
    action: words.t(`setUp.${step.type}.action`, values),
  }
}
