import type { BehaviourName } from '../types.ts'
import { blackboard } from './blackboard.ts'
import { brightspace } from './brightspace.ts'
import { canvas } from './canvas.ts'
import { moodle } from './moodle.ts'
import { sakai } from './sakai.ts'
import type { Behaviour } from './types.ts'

export type { Behaviour } from './types.ts'

export const behaviours: Readonly<Record<BehaviourName, Behaviour>> = {
  moodle,
  canvas,
  blackboard,
  brightspace,
  sakai,
}
