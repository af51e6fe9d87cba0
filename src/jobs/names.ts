import type { JobData, JobName } from '../app/ports.ts'

/** Every name there is, checked by the compiler against the port. */
const names: Record<keyof JobData, true> = {
  refresh: true,
  evaluate: true,
  publish: true,
  'post-work': true,
  mail: true,
  reissue: true,
}
export const JOB_NAMES = Object.keys(names) as readonly JobName[]
