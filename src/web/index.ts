import type { ServerResponse } from 'node:http'
import express, { type Express } from 'express'
import { applicationsRouter } from './applications/router.ts'
import type { WebDeps } from './deps.ts'
import { chooseLanguage, languageSetter } from './language/choose.ts'
import { loadLocales, perLanguage } from './language/locales.ts'
import { createWords } from './language/words.ts'
import { ltiRouter } from './lti/router.ts'
import { answerFaults, notFound } from './middleware/errors.ts'
import { logRequests } from './middleware/log.ts'
import { formerHosts } from './public/former-host.ts'
import { publicRouter } from './public/router.ts'
import { baselineHeaders } from './security/content-security.ts'
import { sessionRouter } from './session/router.ts'
import { ASSETS, useViews } from './views.ts'

export type { Art, WebConfig, WebDeps } from './deps.ts'

/** A VLE shows the tool's logo on its own pages, at an address without a version. */
function openLogo(res: ServerResponse, path: string): void {
  if (!path.endsWith('logo.svg')) return
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin')
  res.setHeader('Cache-Control', 'public, max-age=86400')
}

/** The tool's web: LTI endpoints, the pages of a launch, and the public pages. Rejects when a language file is broken. */
export async function createWeb(deps: WebDeps): Promise<Express> {
  const locales = await loadLocales()
  // Made once: a formatter of dates takes longer to make than a page.
  const words = perLanguage((language) =>
    createWords(locales, language, deps.clock, deps.config.timeZone ?? 'UTC'),
  )
  const setLanguage = languageSetter(words)
  const web = express()
  web.disable('x-powered-by')
  web.set('trust proxy', deps.config.trustProxy ?? false)
  web.set('query parser', 'simple')
  useViews(
    web,
    deps,
    perLanguage((language) => words[language].t),
  )

  web.use(logRequests(deps))
  web.use(baselineHeaders(deps.config, deps.random))
  // Asset addresses carry a version, so a year is safe.
  web.use(
    '/assets',
    express.static(ASSETS, { index: false, maxAge: '365d', immutable: true, setHeaders: openLogo }),
  )
  web.use(chooseLanguage(setLanguage))
  if (deps.app.formerly.size > 0) web.use(formerHosts(deps))
  web.use('/lti', ltiRouter(deps))
  web.use('/s/:sessionId', sessionRouter(deps, setLanguage))
  // What strangers ask for most comes first: express tries one address after the other.
  web.use(publicRouter(deps))
  web.use(applicationsRouter(deps))
  web.use(notFound)
  web.use(answerFaults(deps))
  return web
}
