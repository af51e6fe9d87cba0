import type { Response } from 'express'
import { loginCookie } from '../security/cookies.ts'

/** Says nothing about anybody: that it comes back shows that this browser keeps our cookies here. */
const PROBE_COOKIE = 'ladder_cookies'
const YEAR_SECONDS = 365 * 24 * 60 * 60

export function setProbe(res: Response): void {
  res.cookie(PROBE_COOKIE, '1', loginCookie(YEAR_SECONDS))
}

export function keepsCookies(cookies: Readonly<Record<string, string>>): boolean {
  return Object.hasOwn(cookies, PROBE_COOKIE)
}
