import { fail, pass, unknown } from './explain.ts'
import type { ClockGap } from './observe.ts'
import type { Probe } from './types.ts'

/** Launches still work up to 60 s; from here on it is time to mend it. */
const WARN_MILLISECONDS = 30_000

/** Whether the platform's clock and ours agree, as far as one exchange can tell: at least this much apart. */
export function probeClock(gap: ClockGap | null): Probe {
  if (gap === null) return unknown('clock', 'no_reply')
  const { least, most } = gap
  if (least > WARN_MILLISECONDS) return fail('clock', 'clock_ahead', { seconds: seconds(least) })
  if (most < -WARN_MILLISECONDS) return fail('clock', 'clock_behind', { seconds: seconds(-most) })
  return pass('clock', 'clock_agrees')
}

const seconds = (milliseconds: number) => String(Math.floor(milliseconds / 1000))
