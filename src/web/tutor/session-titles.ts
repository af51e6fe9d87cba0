import type { Words } from '../language/words.ts'

/** ‘Session 1’, ‘Session 2’ …, on from the highest number that the course has already; one alone keeps its plain title. */
export function numberedTitles(title: string, count: number, taken: readonly string[]): string[] {
  const highest = Math.max(0, ...taken.map((one) => numberOf(one, title)))
  if (count === 1 && highest === 0 && !taken.includes(title)) return [title]
  return Array.from({ length: count }, (_, index) => `${title} ${highest + 1 + index}`)
}

/** ‘Session, 12 January 2027’ …, from a day of the calendar on, every so many days. */
export function datedTitles(
  title: string,
  count: number,
  days: { from: string; every: number },
  words: Words,
): string[] {
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(days.from)
    day.setUTCDate(day.getUTCDate() + index * days.every)
    return `${title}, ${words.day(day.toISOString())}`
  })
}

function numberOf(taken: string, title: string): number {
  if (taken === title) return 1
  const number = taken.startsWith(`${title} `) ? taken.slice(title.length + 1) : ''
  return /^\d{1,4}$/.test(number) ? Number(number) : 0
}
