/** Months by their first letters in English and Welsh, where those tell them apart. */
const MONTHS = [
  /^(jan|ion)/,
  /^(feb|chwe)/,
  /^(mar|maw)/,
  /^(apr|ebr)/,
  /^(may|mai)/,
  /^(jun|meh)/,
  /^(jul|gor)/,
  /^(aug|aws)/,
  /^(sep|med)/,
  /^(oct|hyd)/,
  /^(nov|tac)/,
  /^(dec|rha)/,
]

/**
 * The day of `2026-11-02`, `2026-11-02 10:00`, `02/11/2026` (the day first, as is written in the United Kingdom), `2.11.26` or `2 November
 * 2026`, as `2026-11-02`; `null` for anything else. A time of the day is left out.
 */
export function readDay(text: string): string | null {
  const trimmed = text.trim().toLowerCase()
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[t ].*)?$/.exec(trimmed)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const figures = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?:,? .*)?$/.exec(trimmed)
  if (figures) return dayOf(yearOf(figures[3] ?? ''), Number(figures[2]), Number(figures[1]))
  const words = /^(\d{1,2})(?:st|nd|rd|th)? (\p{L}+)\.?,? (\d{4})(?:,? .*)?$/u.exec(trimmed)
  if (!words) return null
  const month = MONTHS.findIndex((pattern) => pattern.test(words[2] ?? ''))
  return month < 0 ? null : dayOf(Number(words[3]), month + 1, Number(words[1]))
}

const yearOf = (digits: string) => Number(digits) + (digits.length === 2 ? 2000 : 0)

/** `null` for a day that no calendar has. */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists =
    year >= 1900 &&
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : null
}

/** When something of a day is recorded as seen: at noon, which is the same day in nearly every time zone, but not before it was uploaded. */
export const seenOn = (day: string | null, uploadedAt: string) =>
  day === null || day >= uploadedAt.slice(0, 10) ? uploadedAt : `${day}T12:00:00Z`
