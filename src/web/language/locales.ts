import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { createInstance, type i18n } from 'i18next'
import { createSay } from './say.ts'

/** Languages with a folder in `config/locales`. The first is what a reader gets who asked for none of them. */
export const LANGUAGES = ['en', 'cy'] as const
export type Language = (typeof LANGUAGES)[number]

export function perLanguage<T>(make: (language: Language) => T): Readonly<Record<Language, T>> {
  return { en: make('en'), cy: make('cy') }
}

export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', cy: 'Cymraeg' }

/** Reads the language files; a broken file stops the start, not a page. */
export async function loadLocales(): Promise<i18n> {
  const resources = Object.fromEntries(
    LANGUAGES.map((language) => [language, { translation: readLocale(language) }]),
  )
  const instance = createInstance()
  await instance.init({
    resources,
    fallbackLng: LANGUAGES[0],
    supportedLngs: [...LANGUAGES],
    // Handlebars escapes what it prints; escaping here as well would show `&amp;` to people.
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  return instance
}

/** Words outside pages, for a launch's locale such as `cy-GB`. */
export function wordsIn(locales: i18n) {
  const say = perLanguage((language) => createSay(locales, language))
  return (locale: string, key: string, values: Readonly<Record<string, string | number>> = {}): string =>
    say[languageOf(locale) ?? LANGUAGES[0]](key, values)
}

/** One language as it stands on disk: a file a section, named as the section. */
export function readLocale(language: Language): Record<string, unknown> {
  const folder = new URL(`../../../config/locales/${language}/`, import.meta.url)
  return Object.fromEntries(
    readdirSync(folder).map((file) => [
      basename(file, '.json'),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown,
    ]),
  )
}

/** The language a tag such as `cy-GB` or Moodle's `cy_gb` asks for, if it is one of ours. */
export function languageOf(tag: string | null | undefined): Language | null {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0]
  return LANGUAGES.find((language) => language === primary) ?? null
}
