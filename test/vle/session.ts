import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Site } from './site.ts'
import type { User } from './types.ts'

const COOKIE = 'VLESession'

/** Cookies of a request by name; the first of a name counts. */
export function cookiesOf(req: Request): Record<string, string> {
  const cookies: Record<string, string> = {}
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=')
    if (at < 1) continue
    const name = part.slice(0, at).trim()
    cookies[name] ??= part.slice(at + 1).trim()
  }
  return cookies
}

const sessionOf = (req: Request) => cookiesOf(req)[COOKIE] ?? ''

/** Who is logged in to the VLE, if anybody. */
export function userOf(site: Site, req: Request): User | null {
  const id = site.sessions.get(sessionOf(req))
  return id === undefined ? null : site.model.user(id)
}

export function logIn(site: Site, res: Response, user: User): void {
  const session = randomBytes(16).toString('hex')
  site.sessions.set(session, user.id)
  res.append('Set-Cookie', `${COOKIE}=${session}; Path=/; HttpOnly; ${site.behaviour.sessionCookie}`)
}

export function logOut(site: Site, req: Request, res: Response): void {
  site.sessions.delete(sessionOf(req))
  res.append('Set-Cookie', `${COOKIE}=; Path=/; Max-Age=0; HttpOnly; ${site.behaviour.sessionCookie}`)
}
