import type { RequestHandler } from 'express'
import type { WebDeps } from '../deps.ts'
import { goOn } from '../go-on.ts'
import { loginCookie, readCookies } from '../security/cookies.ts'
import { keepsCookies, setProbe } from './probe.ts'
import { showPutStorage } from './storage.ts'

/** Third-party initiated login (security framework §5.1.1.1): on to the platform, by way of its storage where that may be needed. */
export function answerLogin({ lti }: Pick<WebDeps, 'lti'>): RequestHandler {
  return async (req, res) => {
    const { redirectTo, cookie, storage } = await lti.login({ ...req.query, ...req.body })
    res.cookie(cookie.name, cookie.value, loginCookie(cookie.maxAgeSeconds))
    setProbe(res)
    if (storage !== null && !keepsCookies(readCookies(req.headers.cookie))) {
      showPutStorage(req, res, storage, redirectTo)
      return
    }
    // A plain redirect: a form or script would lose a platform's own Lax cookie.
    goOn(res, 302, redirectTo)
  }
}
