import type { Request, Response } from 'express'
import type { Language } from './language/locales.ts'
import { localsOf } from './locals.ts'
import { type KeptPage, sendKept } from './render.ts'

/**
 * Pages that are the same for everybody who reads them in one language. `of`: what the page tells. It must be another object as soon as anything in it
 * is another, and the page must be made of nothing else; with it the page is forgotten. Where the address holds more than the path, or
 * the page has a script with its nonce, it is written anew.
 */
export function createKeptPages<T extends object>() {
  const pages = new WeakMap<T, Map<Language, KeptPage>>()
  return (req: Request, res: Response, of: T, write: (keep?: (page: KeptPage) => void) => void): void => {
    if (req.method !== 'GET' || req.url.includes('?')) {
      write()
      return
    }
    const { language } = localsOf(res).words
    const known = pages.get(of)?.get(language)
    if (known) {
      sendKept(res, known)
      return
    }
    write((page) => {
      const inLanguages = pages.get(of) ?? new Map<Language, KeptPage>()
      pages.set(of, inLanguages.set(language, page))
    })
  }
}
