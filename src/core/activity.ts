/** One thing in a course that counts, in the words of the ladder. */
export const KINDS = [
  'attendance',
  'participation',
  'coursework',
  'assignment',
  'activity',
  'interaction',
] as const
export type Kind = (typeof KINDS)[number]

/** Where what learners did is seen (design: sources of participation). */
export const SOURCES = [
  'check-in',
  'coursework',
  'column',
  'mirror',
  'checkpoint',
  'confirmation',
  'import',
  'moodle',
] as const
export type Source = (typeof SOURCES)[number]

/**
 * Why nothing can be known of an activity at present. A passing failure is not a fault: what was read last stands. `gate-missing`: a
 * checkpoint of which nobody has said what opens it, so that opening it proves nothing.
 */
export const ACTIVITY_FAULTS = ['not-read-yet', 'scope-missing', 'gone', 'refused', 'gate-missing'] as const
export type ActivityFault = (typeof ACTIVITY_FAULTS)[number]

export interface Activity {
  readonly id: string
  readonly title: string
  /** `null`: nobody has said yet what it counts as. */
  readonly kind: Kind | null
  readonly source: Source
  readonly fault: ActivityFault | null
  /** Of a checkpoint: what the VLE opens it for, in the tutor's words. */
  readonly gate?: string | null
}
