import type { Words } from '../language/words.ts'

const DAY = 86_400_000
const DAYS_TOLD = 60
const DAYS_A_MONTH = 30.44

/** How long there is until a moment, in words: in months while it is far, in days when it is near. `now`: milliseconds. */
export function timeLeft(deadline: string, now: number, words: Words): string {
  const left = Date.parse(deadline) - now
  const values = { date: words.date(deadline) }
  if (left < 0) return words.t('timeLeft.over', values)
  const days = Math.floor(left / DAY)
  if (days === 0) return words.t('timeLeft.hours', { moment: words.moment(deadline) })
  if (days <= DAYS_TOLD) return words.t('timeLeft.days', { ...values, count: days })
  return words.t('timeLeft.months', { ...values, count: Math.round(days / DAYS_A_MONTH) })
}
