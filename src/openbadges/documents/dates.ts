import { BadgeError } from '../errors.ts'

/**
 * A moment as issued documents write it: UTC, whole seconds (VCDM 2.0 §4.9 dateTimeStamp). Fractions are cut, never rounded
 * up, so that nothing becomes valid before it was.
 *
 * Errors: `BadgeError` `date_invalid`.
 */
export function wholeSeconds(iso: string): string {
  if (iso !== latest.iso) latest = { iso, whole: cut(iso) }
  return latest.whole
}

const EPOCH = '1970-01-01T00:00:00Z'
/** Credentials are issued many at one moment. */
let latest = { iso: EPOCH, whole: cut(EPOCH) }

function cut(iso: string): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) throw new BadgeError('date_invalid', `not a date: ${iso}`)
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}
