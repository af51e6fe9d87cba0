import type { i18n } from 'i18next'
import type { Clock } from '../../app/ports.ts'
import type { Language } from './locales.ts'
import { createSay, type Say } from './say.ts'

/** A language as the presenters use it: words, dates, lists and numbers. */
export interface Words {
  readonly language: Language
  readonly t: Say
  has(key: string): boolean
  /** '12 November 2026' */
  date(iso: string): string
  /** The same of a day of the calendar ('2026-11-12'), which no time zone moves. */
  day(date: string): string
  /** '12 Nov 2026', where space is short */
  shortDate(iso: string): string
  /** 'today at 14:05', 'yesterday at 14:05' or '12 November 2026 at 14:05' */
  moment(iso: string): string
  /** 'A, B and C' */
  list(items: readonly string[]): string
  number(value: number): string
}

const TAGS: Readonly<Record<Language, string>> = { en: 'en-GB', cy: 'cy-GB' }

/** `timeZone`: an IANA name. Days are counted in that zone, from the clock handed in. */
export function createWords(locales: i18n, language: Language, clock: Clock, timeZone: string): Words {
  const tag = TAGS[language]
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
  const date = new Intl.DateTimeFormat(tag, { timeZone, day: 'numeric', month: 'long', year: 'numeric' })
  const calendar = new Intl.DateTimeFormat(tag, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  const shortDate = new Intl.DateTimeFormat(tag, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat(tag, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const list = new Intl.ListFormat(tag, { style: 'long', type: 'conjunction' })
  const number = new Intl.NumberFormat(tag)
  const t = createSay(locales, language)

  return {
    language,
    t,
    has: (key) => locales.exists(key, { lng: language }),
    date: (iso) => date.format(new Date(iso)),
    day: (day) => calendar.format(new Date(day)),
    shortDate: (iso) => shortDate.format(new Date(iso)),
    moment: (iso) => {
      const then = new Date(iso)
      const values = { date: date.format(then), time: time.format(then) }
      const dayThen = dayOf.format(then)
      if (dayThen === dayOf.format(clock.now())) return t('time.today', values)
      if (dayThen === dayOf.format(clock.now() - 86_400_000)) return t('time.yesterday', values)
      return t('time.at', values)
    },
    list: (items) => list.format(items),
    number: (value) => number.format(value),
  }
}
