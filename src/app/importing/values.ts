import { fold } from './fold.ts'

export type Status = 'present' | 'late' | 'excused' | 'absent'

const STATUSES: Readonly<Record<Status, readonly string[]>> = {
  present: [
    'present',
    'p',
    'attended',
    'here',
    'yes',
    'y',
    'true',
    '1',
    'x',
    'done',
    'complete',
    'completed',
    'passed',
    'participated',
    'on time',
    'presennol',
    'ie',
    'do',
    'oedd',
    'ydy',
    'mynychodd',
    'wedi mynychu',
    'wedi i wneud',
    'wedi gwneud',
    'wedi i gwblhau',
    'wedi cwblhau',
    'cyflawn',
    'gwir',
  ],
  late: ['late', 'l', 'tardy', 'arrived late', 'hwyr', 'yn hwyr'],
  excused: [
    'excused',
    'e',
    'authorised absence',
    'authorized absence',
    'authorised',
    'excused absence',
    'absent excused',
    'esgusodwyd',
    'wedi i esgusodi',
    'absenoldeb awdurdodedig',
    'awdurdodwyd',
  ],
  absent: [
    'absent',
    'a',
    'no',
    'n',
    'false',
    '0',
    'missing',
    'not done',
    'not complete',
    'not completed',
    'incomplete',
    'no show',
    'unexcused',
    'did not attend',
    'not attended',
    'absennol',
    'na',
    'nac oedd',
    'naddo',
    'nac ydy',
    'heb fynychu',
    'heb ei wneud',
    'heb wneud',
    'heb gwblhau',
    'heb ei gwblhau',
    'anghyflawn',
    'gau',
  ],
}

const STATUS_OF = new Map(
  Object.entries(STATUSES).flatMap(([status, words]) =>
    words.map((word) => [word, status as Status] as const),
  ),
)

/** Ticks and crosses have no letters to fold. */
const MARKS: Readonly<Record<string, Status>> = {
  '✓': 'present',
  '✔': 'present',
  '☑': 'present',
  '✗': 'absent',
  '✘': 'absent',
  '-': 'absent',
}

/** `null`: a word that nobody here knows. */
export function readStatus(text: string): Status | null {
  return MARKS[text.trim().replace('\ufe0f', '')] ?? STATUS_OF.get(fold(text)) ?? null
}

/**
 * Minutes of `45`, `45.5`, `1:02:03` (hours, minutes, seconds), `1:02` (hours, minutes), `1h 2m 3s`, `1 hr 5 min`, `1 awr 5 munud`;
 * `null` for anything else. `45:10` may be minutes and seconds, or two days of meeting: nobody guesses.
 */
export function readMinutes(text: string, unit: 'hours' | 'minutes' | 'seconds' = 'minutes'): number | null {
  const trimmed = text.trim().toLowerCase()
  if (/^\d+([.,]\d+)?$/.test(trimmed))
    return Number(trimmed.replace(',', '.')) * { hours: 60, minutes: 1, seconds: 1 / 60 }[unit]
  const clock = /^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$/.exec(trimmed)
  if (clock) {
    const [, a = '0', b = '0', c] = clock
    return Number(a) > 24 ? null : Number(a) * 60 + Number(b) + Number(c ?? 0) / 60
  }
  const parts = [...trimmed.matchAll(/(\d+(?:[.,]\d+)?)\s*(h|awr|oriau|m|munud|s|eil)[a-z]*\.?/g)]
  const rest = trimmed.replace(/(\d+(?:[.,]\d+)?)\s*(h|awr|oriau|m|munud|s|eil)[a-z]*\.?/g, '').trim()
  if (parts.length === 0 || rest !== '') return null
  return parts.reduce(
    (sum, [, amount = '0', name = 'm']) => sum + Number(amount.replace(',', '.')) * minutesOf(name),
    0,
  )
}

function minutesOf(name: string): number {
  if (name === 'h' || name === 'awr' || name === 'oriau') return 60
  return name === 's' || name === 'eil' ? 1 / 60 : 1
}

/** What the numbers of a column count, by its heading. */
export function unitOf(heading: string): 'hours' | 'minutes' | 'seconds' {
  if (/sec|eiliad/i.test(heading)) return 'seconds'
  return /hour|\bhrs?\b|oriau/i.test(heading) ? 'hours' : 'minutes'
}

/** `72`, `72,5`, `72 %`, `36/50`; `null` for anything else. `maximum`: where the cell itself says it. */
export function readScore(text: string): { score: number; maximum: number | null } | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*(?:(%)|\/\s*(\d+(?:[.,]\d+)?))?$/.exec(text.trim())
  if (!found) return null
  const [, score = '', percent, maximum] = found
  return { score: number(score), maximum: percent ? 100 : maximum === undefined ? null : number(maximum) }
}

const number = (text: string) => Number(text.replace(',', '.'))
