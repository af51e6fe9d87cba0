import type { CourseRole } from '../../app/model.ts'
import type { Fault } from '../faults.ts'
import type { Words } from '../language/words.ts'
import { familyOf } from './fault-words.ts'

export interface FaultView {
  readonly title: string
  readonly what: string
  readonly who: string
  readonly action: string
  /** For staff: what exactly was wrong with a launch. Learners are not bothered with it. */
  readonly technical: string | null
  /** What support can find the fault by. */
  readonly reference: string | null
}

/** Words of `errors.<code>`, or of its family where a code has none of its own; `_learner` forms where a role needs others. */
export function presentFault(
  fault: Fault,
  words: Words,
  role: CourseRole | null,
  reference: string | null,
): FaultView {
  const key = words.has(`errors.${fault.code}.title`) ? fault.code : familyOf(fault.code, fault.status)
  const values = { ...fault.detail, ...(role && { context: role }) }
  const say = (part: string) => words.t(`errors.${key}.${part}`, values)
  const technical = role === 'learner' ? null : technicalOf(fault, words)
  return {
    title: say('title'),
    what: say('what'),
    who: say('who'),
    action: say('action'),
    technical,
    reference,
  }
}

function technicalOf({ code, detail }: Fault, words: Words): string | null {
  const key = `launchFaults.${code}`
  return words.has(key) ? words.t('launchFaults.lead', { reason: words.t(key, detail) }) : null
}
