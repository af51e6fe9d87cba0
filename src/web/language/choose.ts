import type { Request, RequestHandler, Response } from 'express'
import { localsOf } from '../locals.ts'
import { readCookies } from '../security/cookies.ts'
import { LANGUAGES, type Language, languageOf } from './locales.ts'
import type { Words } from './words.ts'

export type SetLanguage = (req: Request, res: Response, launchLocale: string | null) => void

/**
 * Picks the language: `?lang`, then the choice kept in a cookie, then the launch's locale, then Accept-Language.
 * The launch's locale is known only once the session is, so the session middleware calls this again.
 */
export function languageSetter(wordsIn: Readonly<Record<Language, Words>>): SetLanguage {
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
  if (req.headers['accept-language'] === undefined) return null
  return req.acceptsLanguages([...LANGUAGES]) || null
}
