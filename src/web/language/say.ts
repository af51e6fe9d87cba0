import type { i18n } from 'i18next'
import type { Language } from './locales.ts'

export type Values = Readonly<Record<string, string | number | undefined>>

/** `context` and `count` choose between forms of a key; the other values stand where the text names them. */
export type Say = (key: string, values?: Values) => string

/** What the language files write where a value is to stand. */
const PLACE = /{{\s*(\w+)\s*}}/

/** Many more than the files hold; what is beyond is looked for each time. */
const MOST_KEPT = 20_000

/**
 * The words of one language. i18next finds each form of each key once: looking takes it longer than all else that a page needs. The files
 * are read at the start and never again, so what was found stays true.
 */
export function createSay(locales: i18n, language: Language): Say {
  const find = locales.getFixedT(language)
  const plural = new Intl.PluralRules(language)
  /** Words at even places, names of values at odd ones. */
  const kept = new Map<string, readonly string[]>()

  function textOf(key: string, { context, count }: Values): readonly string[] {
    const form = typeof count === 'number' ? (count === 0 ? 'zero' : plural.select(count)) : ''
    const name = context === undefined && form === '' ? key : `${key} ${context ?? ''} ${form}`
    const known = kept.get(name)
    if (known) return known
    const found = String(find(key, { context, count, skipInterpolation: true })).split(PLACE)
    if (kept.size < MOST_KEPT) kept.set(name, found)
    return found
  }

  return (key, values = {}) => {
    const text = textOf(key, values)
    if (text.length === 1) return text[0] ?? ''
    return text.map((part, at) => (at % 2 === 0 ? part : filled(part, values))).join('')
  }
}

/** A place that nobody filled is seen, as with i18next. */
function filled(name: string, values: Values): string | number {
  return Object.hasOwn(values, name) ? (values[name] ?? '') : `{{${name}}}`
}
