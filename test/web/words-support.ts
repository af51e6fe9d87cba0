import { type Language, loadLocales } from '../../src/web/language/locales.ts'
import { createWords, type Words } from '../../src/web/language/words.ts'
import { NOW } from './fixture-views.ts'

export async function words(language: Language = 'en', timeZone = 'UTC'): Promise<Words> {
  return createWords(await loadLocales(), language, { now: () => NOW }, timeZone)
}
