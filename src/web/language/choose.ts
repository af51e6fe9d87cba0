import type { Request, RequestHandler, Response } from 'express'
import type { i18n } from 'i18next'
import type { WebDeps } from '../deps.ts'
import { localsOf } from '../locals.ts'
import { readCookies } from '../security/cookies.ts'
import { LANGUAGES, type Language, languageOf } from './locales.ts'
import { createWords, type Words } from './words.ts'

export type SetLanguage = (req: Request, res: Response, launchLocale: string | null) => void

/**
 * Picks the language: `?lang`, then the choice kept in a cookie, then the launch's locale, then Accept-Language.
 * The launch's locale is known only once the session is, so the session middleware calls this again.
 */
export function languageSetter(locales: i18n, deps: WebDeps): SetLanguage {
  const timeZone = deps.config.timeZone ?? 'UTC'
  // Made once: a formatter of dates takes longer to make than a page.
  const made = LANGUAGES.map((language) => [language, createWords(locales, language, deps.clock, timeZone)])
  const wordsIn = Object.fromEntries(made) as Record<Language, Words>
  return (req, res, launchLocale) => {
    const asked = typeof req.query.lang === 'string' ? languageOf(req.query.lang) : null
    const kept = languageOf(readCookies(req.headers.cookie).lang)
    const language: Language =
      asked ?? kept ?? languageOf(launchLocale) ?? languageOf(accepted(req)) ?? LANGUAGES[0]
    localsOf(res).words = wordsIn[language]
    res.setHeader('Content-Language', language)
  }
}

/** First pass, before anything is known of a session; also keeps the choice made by `?lang`. */
export function chooseLanguage(setLanguage: SetLanguage): RequestHandler {
  return (req, res, next) => {
    setLanguage(req, res, null)
    const asked = typeof req.query.lang === 'string' ? languageOf(req.query.lang) : null
    if (asked) {
      // Within a session the choice stays with that session, so two tabs do not change each other.
      const path = /^\/s\/[\w-]+/.exec(req.path)?.[0] ?? '/'
      const options = { path, httpOnly: true, secure: true, sameSite: 'none', partitioned: true } as const
      res.cookie('lang', asked, options)
    }
    next()
  }
}

function accepted(req: Request): string | null {
  return req.acceptsLanguages([...LANGUAGES]) || null
}
