import type { CookieOptions, Response } from 'express'
import type { OpenedSession } from '../../app/contract.ts'
import type { Clock } from '../../app/ports.ts'

export const SESSION_COOKIE = 'session'
export const VISITS_COOKIE = 'ladder_visits'

/** The code of what an application asked for in this browser. */
export const ASKED_COOKIE = 'ladder_asked'

const VISITS_SECONDS = 8 * 60 * 60
const ASKED_SECONDS = 10 * 60
/** Where ids of visits are of use: the login, and an application that asks. */
const VISITS_PATHS = ['/lti', '/oauth']

/**
 * Every cookie is partitioned: in a cross-site frame browsers hand no other kind back, and a single one that is
 * not partitioned breaks the whole way.
 */
const FRAMED = { httpOnly: true, secure: true, sameSite: 'none', partitioned: true } as const

/** Cookies of a request by name (RFC 6265 §4.2.1). What cannot be decoded is taken as it is; the first of a name counts. */
export function readCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null)
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = pair.slice(0, at).trim()
    if (name in cookies) continue
    const value = pair.slice(at + 1).trim()
    cookies[name] = decode(value)
  }
  return cookies
}

/** Cookies of the login, sent back only to `/lti`. */
export function loginCookie(maxAgeSeconds: number): CookieOptions {
  return { ...FRAMED, path: '/lti', maxAge: maxAgeSeconds * 1000 }
}

export function clearLoginCookie(res: Response, name: string): void {
  res.clearCookie(name, { ...FRAMED, path: '/lti' })
}

/** The session's cookie lives under the session's own path, so two launches in two tabs never mix. */
export function setSessionCookie(res: Response, opened: OpenedSession, clock: Clock): void {
  const maxAge = Math.max(0, Date.parse(opened.session.expiresAt) - clock.now())
  res.cookie(SESSION_COOKIE, opened.secret, { ...FRAMED, path: `/s/${opened.id}`, maxAge })
}

/** Ids of the visits that this browser had, newest first. They open nothing without their own cookies. */
export function setVisits(res: Response, sessionIds: readonly string[]): void {
  for (const path of VISITS_PATHS)
    res.cookie(VISITS_COOKIE, sessionIds.join('.'), { ...FRAMED, path, maxAge: VISITS_SECONDS * 1000 })
}

/**
 * What was asked for in a tab of its own is told in the course, which is in a frame: this cookie alone is not partitioned. Browsers that
 * hand none to frames leave it to the learner to type the code.
 */
const ASKED = { ...FRAMED, partitioned: false, path: '/s' } as const

export function setAsked(res: Response, code: string): void {
  res.cookie(ASKED_COOKIE, code, { ...ASKED, maxAge: ASKED_SECONDS * 1000 })
}

export function clearAsked(res: Response): void {
  res.clearCookie(ASKED_COOKIE, ASKED)
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
